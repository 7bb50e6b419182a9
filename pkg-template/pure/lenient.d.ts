/**
 * The type of an argument: optional fields may also be `undefined`, and lists may be read-only. Under
 * `exactOptionalPropertyTypes` that makes a difference, and objects of the generated SDK have such fields.
 */
export type Lenient<T> = T extends string
  ? T
  : T extends readonly (infer Element)[]
    ? readonly Lenient<Element>[]
    : T extends object
      ? { readonly [Key in keyof T]: {} extends Pick<T, Key> ? Lenient<T[Key]> | undefined : Lenient<T[Key]> }
      : T;
