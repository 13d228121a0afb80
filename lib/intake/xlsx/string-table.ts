const blockSize = 1024;

/**
 * Many short strings by index, in about as much memory as their characters: joined in blocks, since a string
 * of its own costs three times its text, and a slice keeps the whole chunk that it was cut from.
 */
export class StringTable {
  /** Characters of all strings. */
  length = 0;
  #count = 0;
  readonly #blocks: { readonly text: string; readonly ends: Uint32Array }[] = [];
  #open: string[] = [];

  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    this.#open.push(text);
    this.#count += 1;
    this.length += text.length;
    if (this.#open.length < blockSize) return;
    let end = 0;
    const ends = Uint32Array.from(this.#open, (each) => {
      end += each.length;
      return end;
    });
    this.#blocks.push({ text: this.#open.join(''), ends });
    this.#open = [];
  }

  /** Undefined where no string was added. */
  find(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const block = this.#blocks[Math.floor(index / blockSize)];
    const at = index % blockSize;
    return block === undefined
      ? this.#open[at]
      : block.text.slice(at === 0 ? 0 : block.ends[at - 1], block.ends[at]);
  }
}
