/** The shape of a catalogue: the same keys as the Chinese one, any words. A missing or extra key does not compile. */
export type Words<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Words<Catalogue[Key]>;
};
