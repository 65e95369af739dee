/** Writes a bulletin: what it is, and to whom; what it says comes after. */
import { BULLETIN_KINDS } from '../../../bulletin/model.ts';
import type { Choice } from '../../../message/index.ts';
import { type Form, fillIn } from '../form.ts';
import { bulletinAudience } from './audience.ts';

export const bulletinWrite: Form = {
  id: 'bulletin_write',
  action: 'bulletin.write',
  fields: [
    {
      kind: 'choice',
      name: 'kind',
      choices: async (_, { t }) => BULLETIN_KINDS.map((id): Choice => ({ id, label: t(`desk:form.bulletin_write.${id}`) })),
    },
  ],
  submit: (desk, context, values) => fillIn(bulletinAudience, desk, context, values),
};
