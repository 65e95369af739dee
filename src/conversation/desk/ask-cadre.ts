/** Takes a question to the cadres of the settlement that somebody lives in; where that is not known, it is asked for first. */
import type { TurnContext } from '../turn-context.ts';
import type { Turn } from './desk.ts';
import { fillIn, later } from './form.ts';
import { askAt } from './forms/ask-cadre.ts';
import { home } from './forms/home.ts';
import { homeOf } from './home-of.ts';

/** The question that was just not answered, or one that is asked for. */
export function askCadreOf(context: TurnContext): Turn {
  const { topic } = context.session;
  const question = topic?.forCadre ? topic.question : undefined;
  return later(context, async desk => {
    const settlement = await homeOf(desk, context);
    if (settlement) return askAt(desk, context, settlement, question);
    return fillIn(home, desk, context, question === undefined ? {} : { question });
  });
}
