/**
 * What a form remembers between two messages, so that any process can go on with it.
 */

/** What was filled in so far, by the names of the fields. */
export type Values = Readonly<Record<string, string>>;

/** A form that is being filled in. */
export interface OpenForm {
  readonly form: string;
  readonly values: Values;
  /** The field that was asked for. */
  readonly asking: string;
  /** Which page of a long list is shown, from 0. Default: the first. */
  readonly page?: number | undefined;
}
