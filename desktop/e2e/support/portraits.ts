import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

interface Portrait {
  wall: [string, string];
  skin: string;
  hair: string;
  /** Down to the shoulders, or short. */
  hasLongHair: boolean;
  shirt: string;
}

/** Drawn people, so that screenshots show faces in tiles without showing anybody. */
export const PORTRAITS: readonly Portrait[] = [
  {
    wall: ['#e8d9c5', '#c9b294'],
    skin: '#f0c8a6',
    hair: '#5b3a21',
    hasLongHair: true,
    shirt: '#2f6f73',
  },
  {
    wall: ['#cfd9e6', '#93a7c2'],
    skin: '#8d5a3b',
    hair: '#1d1512',
    hasLongHair: false,
    shirt: '#d8a23a',
  },
  {
    wall: ['#d9e3d3', '#9fb595'],
    skin: '#e9b48c',
    hair: '#b3522b',
    hasLongHair: true,
    shirt: '#4a4e8f',
  },
  {
    wall: ['#e3d6e4', '#b39bb8'],
    skin: '#d9a066',
    hair: '#22222a',
    hasLongHair: false,
    shirt: '#7c3f4a',
  },
];

const SIZE = { width: 1280, height: 720 };
const FRAMES = 30;

/** @returns the path of a Motion JPEG file for Chromium's `--use-file-for-fake-video-capture` */
export async function writePortrait(folder: string, index: number): Promise<string> {
  const portrait = PORTRAITS[index % PORTRAITS.length];
  if (!portrait) throw new Error('there are no portraits');
  const jpeg = await sharp(Buffer.from(draw(portrait)))
    .jpeg({ quality: 92 })
    .toBuffer();
  const path = join(folder, `portrait-${index}.mjpeg`);
  await writeFile(path, Buffer.concat(Array.from({ length: FRAMES }, () => jpeg)));
  return path;
}

function draw({ wall, skin, hair, hasLongHair, shirt }: Portrait): string {
  const { width, height } = SIZE;
  const shade = '#00000022';
  const longHair = hasLongHair
    ? `<path d="M480 330c0-130 60-200 160-200s160 70 160 200v230c-30 30-90 40-160 40s-130-10-160-40z" fill="${hair}"/>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
    <defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="${wall[0]}"/><stop offset="1" stop-color="${wall[1]}"/>
    </linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#wall)"/>
    <rect x="890" y="90" width="260" height="190" rx="8" fill="#ffffff55"/>
    <rect x="120" y="140" width="150" height="420" rx="10" fill="#00000012"/>
    ${longHair}
    <path d="M320 720c0-150 110-220 320-220s320 70 320 220z" fill="${shirt}"/>
    <path d="M580 430h120v100c0 40-120 40-120 0z" fill="${skin}"/>
    <path d="M580 470c40 40 80 40 120 0v20c-40 36-80 36-120 0z" fill="${shade}"/>
    <ellipse cx="640" cy="330" rx="118" ry="148" fill="${skin}"/>
    <path d="M515 330c-8-130 50-190 125-190s133 60 125 190c-14-60-40-92-66-104-50 26-110 30-150 12-18 20-28 52-34 92z" fill="${hair}"/>
    <ellipse cx="597" cy="330" rx="10" ry="12" fill="#2b2320"/><ellipse cx="683" cy="330" rx="10" ry="12" fill="#2b2320"/>
    <path d="M600 400c24 26 56 26 80 0" fill="none" stroke="#7a3b32" stroke-width="8" stroke-linecap="round"/>
    <path d="M640 340v36" stroke="${shade}" stroke-width="8" stroke-linecap="round"/>
  </svg>`;
}
