import { IntakeError } from '../intake-error.ts';

export interface XmlHandler {
  /** `name` without its namespace prefix. */
  open(name: string, attributes: () => ReadonlyMap<string, string>): void;
  close(name: string): void;
  /** A piece of text; what belongs together may come in several. */
  text(piece: string): void;
}

/** Longest tag, comment or run without a tag that is held. */
const maxHeld = 64 * 1024;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of tag.matchAll(/([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    found.set(bare(name), decodeEntities(double ?? single ?? ''));
  }
  return found;
}

/** Where a tag ends: the first `>` outside quotation marks. */
function tagEnd(text: string, from: number): number {
  const plain = text.indexOf('>', from);
  if (plain === -1) return -1;
  const tag = text.slice(from, plain);
  if (!tag.includes('"') && !tag.includes("'")) return plain;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
  }
  return -1;
}

/**
 * The XML of a workbook as it is unpacked: tags and text, no tree. A document type (the way to entity bombs)
 * is refused; entities are the five of XML and numeric ones.
 *
 * @throws IntakeError `unreadable_workbook` for what is not such XML in UTF-8
 */
export class XmlEvents {
  readonly #handler: XmlHandler;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #held = '';

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  push(bytes: Uint8Array): void {
    this.#read(this.#decode(bytes));
  }

  end(): void {
    this.#read(this.#decode());
    if (this.#held.trim() !== '') throw new IntakeError('unreadable_workbook');
  }

  #decode(bytes?: Uint8Array): string {
    try {
      return bytes ? this.#decoder.decode(bytes, { stream: true }) : this.#decoder.decode();
    } catch (cause) {
      throw new IntakeError('unreadable_workbook', { cause });
    }
  }

  #read(piece: string): void {
    const text = this.#held + piece;
    let at = 0;
    for (;;) {
      const next = this.#step(text, at);
      if (next === -1) break;
      at = next;
    }
    this.#held = text.slice(at);
    if (this.#held.length > maxHeld) throw new IntakeError('unreadable_workbook');
  }

  /** Reads one tag or text from `at` and says where the next begins; -1 if more is needed. */
  #step(text: string, at: number): number {
    if (at >= text.length) return -1;
    if (text[at] !== '<') return this.#text(text, at);
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
    if (text.startsWith('<?', at)) return after(text, '?>', at + 2);
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end === -1) return -1;
      this.#handler.text(text.slice(at + 9, end));
      return end + 3;
    }
    if (text.startsWith('<!', at)) {
      // perhaps the beginning of a comment or CDATA that is not all there
      if (text.length - at < 9) return -1;
      throw new IntakeError('unreadable_workbook');
    }
    const end = tagEnd(text, at);
    if (end === -1) return -1;
    this.#tag(text.slice(at + 1, end));
    return end + 1;
  }

  #text(text: string, at: number): number {
    const tag = text.indexOf('<', at);
    // an entity may be cut where the piece ends
    const end = tag === -1 ? Math.max(at, cutBeforeEntity(text, at)) : tag;
    if (end > at) this.#handler.text(decodeEntities(text.slice(at, end)));
    return tag === -1 && end === at ? -1 : end;
  }

  #tag(tag: string): void {
    if (tag.startsWith('/')) {
      this.#handler.close(bare(tag.slice(1).trim()));
      return;
    }
    const isEmpty = tag.endsWith('/');
    const name = bare(/^[^\s/]+/.exec(tag)?.[0] ?? '');
    this.#handler.open(name, () => attributesOf(tag));
    if (isEmpty) this.#handler.close(name);
  }
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? -1 : end + mark.length;
}

function cutBeforeEntity(text: string, from: number): number {
  const start = text.lastIndexOf('&');
  const isOpen = start >= from && !text.includes(';', start) && text.length - start < 12;
  return isOpen ? start : text.length;
}
