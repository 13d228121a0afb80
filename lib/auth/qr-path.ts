import { encode } from 'uqr';

/** A QR code as one SVG path, with the width of its square in modules. */
export interface QrPath {
  readonly size: number;
  readonly d: string;
}

/** The QR code of `text`, with the quiet zone that readers want around it. */
export function qrPathOf(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  return { size, d: squares.join('') };
}
