/** The wording of household tables as it ships. */
import { shipped } from '../../src/shipped.ts';

export const householdWords = shipped.householdWords();
