import 'server-only';
import type { Cell } from '../check-value.ts';
import { IntakeError } from '../intake-error.ts';
import { type NumberFormat, readNumberFormat } from './number-format.ts';
import { StringTable } from './string-table.ts';
import { XmlEvents, type XmlHandler } from './xml-events.ts';
import { findZipEntries, type UnpackBudget, unpack, type ZipEntry } from './zip-entries.ts';

export interface SheetRow {
  /** As the sheet counts, from 1; rows with nothing in them may be missing. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface SheetLimits {
  /** Bytes that all files of the workbook that are read may unfold to. */
  readonly maxUnpackedBytes: number;
  /** In characters; a longer cell is refused and not kept. */
  readonly maxCellLength: number;
}

/** Excel's own limits; more is made by hand. */
const maxSheetRows = 1_048_576;
const maxCellStyles = 65_490;
/** Columns beyond are not looked at. */
const maxColumns = 256;
/** Text that occurs in cells is held while the sheet is read: this much, in characters and pieces. */
const [maxSharedLength, maxSharedCount] = [64 * 1024 * 1024, 3_000_000];
/** A spreadsheet keeps 15 digits of a number; a longer one has lost its last ones. */
const exactBelow = 1e15;

function unreadable(): IntakeError {
  return new IntakeError('unreadable_workbook');
}

async function parse(entry: ZipEntry, budget: UnpackBudget, handler: XmlHandler): Promise<void> {
  const xml = new XmlEvents(handler);
  for await (const bytes of unpack(entry, budget)) xml.push(bytes);
  xml.end();
}

const ignore = () => undefined;

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

async function relationsOf(entry: ZipEntry | undefined, folder: string, budget: UnpackBudget) {
  const relations: Relation[] = [];
  if (entry === undefined) return relations;
  await parse(entry, budget, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const each = attributes();
      const target = each.get('Target') ?? '';
      const path = new URL(target, `file:///${folder}`).pathname.slice(1);
      const type = (each.get('Type') ?? '').split('/').at(-1) ?? '';
      relations.push({ id: each.get('Id') ?? '', type, target: decodeURIComponent(path) });
      if (relations.length > maxCellStyles) throw unreadable();
    },
    close: ignore,
    text: ignore,
  });
  return relations;
}

/** Collects text up to a length; what is longer is only known to be so. */
class CappedText {
  text = '';
  isTooLong = false;
  readonly #maxLength: number;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  add(piece: string): void {
    if (this.isTooLong) return;
    this.text += piece;
    if (this.text.length <= this.#maxLength) return;
    this.isTooLong = true;
    this.text = this.text.slice(0, 400);
  }

  clear(): void {
    this.text = '';
    this.isTooLong = false;
  }
}

/** `_x000D_` is how a workbook writes a character that XML cannot hold. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function tooLongCell(text: string): Cell {
  return { text, isNumber: false, fault: 'line_too_long' };
}

/** The workbook's texts by index; those that are too long are only known to be so. */
interface SharedStrings {
  readonly texts: StringTable;
  readonly tooLong: Set<number>;
}

async function sharedStringsOf(entry: ZipEntry | undefined, budget: UnpackBudget, limits: SheetLimits) {
  const strings: SharedStrings = { texts: new StringTable(), tooLong: new Set() };
  if (entry === undefined) return strings;
  const { texts, tooLong } = strings;
  const current = new CappedText(limits.maxCellLength);
  let [isText, isReading] = [false, false];
  await parse(entry, budget, {
    open(name) {
      if (name === 'si') current.clear();
      // rPh is how a name is read aloud, not what the cell says
      else if (name === 'rPh') isReading = true;
      else if (name === 't') isText = !isReading;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isReading = false;
      else if (name === 'si') {
        if (current.isTooLong) tooLong.add(texts.count);
        texts.add(unescaped(current.text));
        if (texts.length > maxSharedLength || texts.count > maxSharedCount)
          throw new IntakeError('too_large');
      }
    },
    text(piece) {
      if (isText) current.add(piece);
    },
  });
  return strings;
}

async function formatsOf(
  entry: ZipEntry | undefined,
  budget: UnpackBudget,
): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  if (entry === undefined) return formats;
  let isCellStyles = false;
  await parse(entry, budget, {
    open(name, attributes) {
      if (name === 'cellXfs') isCellStyles = true;
      else if (name === 'numFmt' && codes.size < maxCellStyles) {
        codes.set(Number(attributes().get('numFmtId')), attributes().get('formatCode') ?? '');
      } else if (name === 'xf' && isCellStyles) {
        const id = Number(attributes().get('numFmtId') ?? 0);
        formats.push(readNumberFormat(id, codes.get(id)));
        if (formats.length > maxCellStyles) throw unreadable();
      }
    },
    close(name) {
      if (name === 'cellXfs') isCellStyles = false;
    },
    text: ignore,
  });
  return formats;
}

/** Column of a reference such as `AB12`, from 0; -1 if there is none. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

/** A number as its digits in full; with a fault where that is not what a person sees or once typed. */
function numberCell(text: string, format: NumberFormat): Cell {
  const number = Number(text);
  const isWhole = Number.isInteger(number) && number >= 0 && number < exactBelow;
  if (format === 'date') return { text, isNumber: true, fault: 'cell_type' };
  if (!isWhole) return { text, isNumber: true, fault: 'fraction' };
  const digits = String(number);
  const showsZero =
    format === 'leading_zero' || (typeof format === 'object' && format.digits > digits.length);
  return { text: digits, isNumber: true, fault: showsZero ? 'lost_leading_zero' : null };
}

class SheetHandler implements XmlHandler {
  rows: SheetRow[] = [];
  readonly #strings: SharedStrings;
  readonly #formats: readonly NumberFormat[];
  readonly #value: CappedText;
  #line = 0;
  #cells: Cell[] = [];
  #column = -1;
  #type = '';
  #format: NumberFormat = 'plain';
  #isValue = false;
  #isReading = false;

  constructor(strings: SharedStrings, formats: readonly NumberFormat[], maxCellLength: number) {
    this.#strings = strings;
    this.#formats = formats;
    this.#value = new CappedText(maxCellLength);
  }

  open(name: string, attributes: () => ReadonlyMap<string, string>): void {
    if (name === 'row') {
      const number = Number(attributes().get('r'));
      this.#line = Number.isInteger(number) && number > this.#line ? number : this.#line + 1;
      if (this.#line > maxSheetRows) throw unreadable();
      this.#cells = [];
      this.#column = -1;
    } else if (name === 'c') {
      const each = attributes();
      const column = columnOf(each.get('r') ?? '');
      this.#column = column > this.#column ? column : this.#column + 1;
      this.#type = each.get('t') ?? 'n';
      this.#format = this.#formats[Number(each.get('s') ?? 0)] ?? 'plain';
      this.#value.clear();
    } else if (name === 'rPh') this.#isReading = true;
    else if (name === 'v' || name === 't') this.#isValue = !this.#isReading;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'rPh') this.#isReading = false;
    else if (name === 'c' && this.#column < maxColumns) {
      while (this.#cells.length < this.#column) this.#cells.push('');
      this.#cells.push(this.#cell());
    } else if (name === 'row') this.rows.push({ line: this.#line, cells: this.#cells });
  }

  text(piece: string): void {
    if (this.#isValue) this.#value.add(piece);
  }

  #cell(): Cell {
    const { text } = this.#value;
    if (this.#type === 's') {
      if (text.trim() === '') return '';
      const index = Number(text);
      const shared = this.#strings.texts.find(index);
      if (shared === undefined) throw unreadable();
      return this.#strings.tooLong.has(index) ? tooLongCell(shared) : shared;
    }
    if (this.#type === 'str' || this.#type === 'inlineStr') {
      return this.#value.isTooLong ? tooLongCell(text) : unescaped(text);
    }
    if (text.trim() === '') return '';
    if (this.#type === 'n') return numberCell(text.trim(), this.#format);
    return { text, isNumber: false, fault: 'cell_type' };
  }
}

async function findSheet(files: ReadonlyMap<string, ZipEntry>, budget: UnpackBudget) {
  const top = await relationsOf(files.get('_rels/.rels'), '', budget);
  const path = top.find((each) => each.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const [folder, name] = [path.slice(0, path.lastIndexOf('/') + 1), path.slice(path.lastIndexOf('/') + 1)];
  const book = files.get(path);
  if (book === undefined) throw unreadable();
  const relations = await relationsOf(files.get(`${folder}_rels/${name}.rels`), folder, budget);
  const visible: string[] = [];
  await parse(book, budget, {
    open(tag, attributes) {
      if (tag !== 'sheet' || visible.length > 0) return;
      // the first that a person sees on opening it; charts are sheets as well
      const relation = relations.find((each) => each.id === attributes().get('id'));
      const isShown = (attributes().get('state') ?? 'visible') === 'visible';
      if (isShown && relation?.type === 'worksheet') visible.push(relation.target);
    },
    close: ignore,
    text: ignore,
  });
  const fileOf = (type: string) => files.get(relations.find((each) => each.type === type)?.target ?? '');
  const sheet = files.get(visible[0] ?? '');
  if (sheet === undefined) throw unreadable();
  return { sheet, strings: fileOf('sharedStrings'), styles: fileOf('styles') };
}

/**
 * Rows of the first visible sheet of an xlsx file, a few hundred at a time, as they are unpacked. Numbers come
 * with all their digits, formulas with their last result. Held: the file, and the text of the workbook's
 * string table.
 *
 * @throws IntakeError `unreadable_workbook` for what is cut, damaged, encrypted or no xlsx; `too_large` for one
 *   that unfolds beyond the limits
 */
export async function* readFirstSheet(
  file: Buffer,
  limits: SheetLimits,
): AsyncGenerator<readonly SheetRow[]> {
  try {
    yield* rowsOf(file, limits);
  } catch (error) {
    if (error instanceof IntakeError) throw error;
    // an offset beyond the file, a path that is none: made by hand or damaged
    throw new IntakeError('unreadable_workbook', { cause: error });
  }
}

async function* rowsOf(file: Buffer, limits: SheetLimits): AsyncGenerator<readonly SheetRow[]> {
  const budget: UnpackBudget = { bytes: limits.maxUnpackedBytes };
  const { sheet, strings, styles } = await findSheet(findZipEntries(file), budget);
  const handler = new SheetHandler(
    await sharedStringsOf(strings, budget, limits),
    await formatsOf(styles, budget),
    limits.maxCellLength,
  );
  const xml = new XmlEvents(handler);
  for await (const bytes of unpack(sheet, budget)) {
    xml.push(bytes);
    yield handler.rows;
    handler.rows = [];
  }
  xml.end();
  yield handler.rows;
}
