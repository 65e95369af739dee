/** Where the files of a scheme stand. */
import type { SchemeId } from '../../shared/ids.ts';

/** The files of a scheme's folder. */
export type SchemeFileName = 'scheme' | 'parameters' | 'rules' | 'cases';

/** A file of a scheme, below the folder `knowledge/`. */
export const schemePath = (id: SchemeId, file: SchemeFileName): string => `schemes/${id.replace('.', '/')}/${file}.yaml`;
