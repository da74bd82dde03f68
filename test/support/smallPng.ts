// Makes a screenshot a third of its size: a palette of 160 colours in the place of true colour.
import { deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The same picture with 160 colours at most. Takes what Chromium writes: 8 bits, RGB or RGBA, not interlaced. */
export function smallPng(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const pixels = unfilter(inflateSync(packed), width * channels, channels);
  const colours = Array.from({ length: width * height }, (_, i) => pixels.readUIntBE(i * channels, 3));
  const palette = mostFrequent(colours, 160);
  const indexOf = new Map<number, number>(palette.map((colour, index) => [colour, index]));
  const lines = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, i) => {
    const index = indexOf.get(colour) ?? nearest(colour, palette);
    indexOf.set(colour, index);
    lines[i + Math.floor(i / width) + 1] = index;
  });
  const indexed = Buffer.from(header);
  indexed[9] = 3;
  return Buffer.concat([
    signature,
    chunk('IHDR', indexed),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function readChunks(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Undoes the filter that each line begins with (PNG, section 9); `step` is the distance to the pixel before, in bytes. */
function unfilter(lines: Buffer, stride: number, step: number): Buffer {
  // A line of zeros above the first, and a pixel of zeros before each line, so that every byte has its neighbours.
  const wide = stride + step;
  const pixels = Buffer.alloc((lines.length / (stride + 1) + 1) * wide);
  const rows: Buffer[] = [];
  for (let line = 0; line < lines.length / (stride + 1); line++) {
    const filter = lines.readUInt8(line * (stride + 1));
    for (let i = 0; i < stride; i++) {
      const at = (line + 1) * wide + step + i;
      const left = pixels.readUInt8(at - step);
      const above = pixels.readUInt8(at - wide);
      const guesses = [0, left, above, (left + above) >> 1, paeth(left, above, pixels.readUInt8(at - wide - step))];
      pixels[at] = lines.readUInt8(line * (stride + 1) + 1 + i) + (guesses[filter] ?? 0);
    }
    rows.push(pixels.subarray((line + 1) * wide + step, (line + 2) * wide));
  }
  return Buffer.concat(rows);
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [a, b, c] = [left, above, corner].map(value => Math.abs(estimate - value)) as [number, number, number];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** The colours that matter most: frequent ones, and before all those that are no grey. */
function mostFrequent(colours: readonly number[], count: number): readonly number[] {
  const weights = new Map<number, number>();
  for (const colour of colours) {
    const channels = channelsOf(colour);
    const saturation = Math.max(...channels) - Math.min(...channels);
    weights.set(colour, (weights.get(colour) ?? 0) + 1 + saturation / 4);
  }
  return [...weights]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([colour]) => colour);
}

function nearest(colour: number, palette: readonly number[]): number {
  const [r, g, b] = channelsOf(colour);
  const distances = palette.map(other => {
    const [otherR, otherG, otherB] = channelsOf(other);
    return (r - otherR) ** 2 + (g - otherG) ** 2 + (b - otherB) ** 2;
  });
  return distances.indexOf(Math.min(...distances));
}

function channelsOf(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

// zlib has one from Node.js 22 on only.
function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc >>> 0;
}
