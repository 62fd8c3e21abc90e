/** What git keeps; trees are visited apart from what people write. */
export type ObjectKind = 'commit' | 'blob' | 'tag' | 'tree'

/** One text of the object database. */
export interface StoredBlob {
  readonly kind: ObjectKind
  /** Valid during the visit only. */
  readonly bytes: Uint8Array
  /**
   * `[start, end, …]` of what is not copied, together with its surroundings, from the delta base;
   * where two copies meet, or the text begins or ends elsewhere than its base, an empty range.
   * Undefined: all of it is new. Valid during the visit only.
   */
  readonly fresh: Uint32Array | undefined
  /** The spans answered for the base that lie whole within what is copied, where they stand now. */
  readonly inherited: Uint32Array | undefined
  readonly id: () => string
}

/**
 * Answers the spans, `[start, end, …]`, that the texts made from this one must know of; or that all
 * of them is new, whatever was copied.
 */
export type BlobVisitor = (blob: StoredBlob) => Uint32Array | 'whole' | undefined
