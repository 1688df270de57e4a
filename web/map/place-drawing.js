import { placeGlyph } from '../core/place-glyphs.js';
import { colour } from './palette.js';

/** How places and clusters look on a canvas. Shapes that come again are drawn once per theme and then only copied. */

/** Radius of a place's mark, in CSS pixels, without its rim. */
export const PLACE_RADIUS = 16;
const RIM = 3;

/** Radius of a cluster by its count; its halo is 6 px more. */
export const clusterRadius = (count) => (count < 20 ? 18 : count < 100 ? 22 : 26);
export const HALO = 6;
const FONT = () => getComputedStyle(document.body).fontFamily;

let sprites = new Map();
let measured = new Map();

export function forgetSprites() {
  sprites = new Map();
  measured = new Map();
}

function sprite(key, half, ratio, draw) {
  const name = `${key} ${ratio}`;
  if (!sprites.has(name)) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(2 * half * ratio);
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.translate(half, half);
    draw(context);
    sprites.set(name, { canvas, half });
  }
  return sprites.get(name);
}

function stamp(context, { canvas, half }, x, y) {
  context.drawImage(canvas, x - half, y - half, 2 * half, 2 * half);
}

function disc(context, radius, fill) {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
}

export function drawPlace(context, mark, ratio) {
  const tone = mark.own ? 'own' : 'plain';
  stamp(context, sprite(`place ${mark.icon} ${tone}`, PLACE_RADIUS + RIM, ratio, (on) => paintPlace(on, mark.icon, mark.own)), mark.x, mark.y);
}

function paintPlace(context, icon, own) {
  disc(context, PLACE_RADIUS + 2, colour('--map-mark-shade'));
  disc(context, PLACE_RADIUS, colour('--map-mark-rim'));
  disc(context, PLACE_RADIUS - 1, colour(own ? '--accent' : '--float'));
  context.strokeStyle = colour(own ? '--on-accent' : '--map-mark-glyph');
  context.lineWidth = 1.9;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.scale(0.75, 0.75);
  context.translate(-12, -12);
  context.stroke(new Path2D(placeGlyph(icon)));
}

export function drawCluster(context, mark, ratio) {
  const radius = clusterRadius(mark.count);
  stamp(context, sprite(`cluster ${radius}`, radius + HALO, ratio, (on) => paintCluster(on, radius)), mark.x, mark.y);
  context.font = `600 ${radius > 18 ? 14 : 13}px ${family()}`;
  context.fillStyle = colour('--accent-text');
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(mark.label, mark.x, mark.y + 1);
}

function paintCluster(context, radius) {
  disc(context, radius + HALO, colour('--accent-12'));
  disc(context, radius, colour('--float'));
}

let fontFamily = '';
const family = () => (fontFamily ||= FONT());

const TAG_HEIGHT = 20;
const TAG_GAP = 20;

/** The name beside a mark, as a box `{left, right, top, bottom, text, x, y}` in the mark's pixels. */
export function tagOf(context, { x, y, name }) {
  const text = name.length > 16 ? `${name.slice(0, 15)}…` : name;
  if (!measured.has(text)) {
    context.font = `12px ${family()}`;
    measured.set(text, context.measureText(text).width);
  }
  const width = measured.get(text) + 12;
  return { left: x + TAG_GAP, right: x + TAG_GAP + width, top: y - TAG_HEIGHT / 2, bottom: y + TAG_HEIGHT / 2, text, x, y };
}

export function drawTag(context, { left, right, top, text, y }) {
  context.beginPath();
  context.roundRect(left - 0.5, top - 0.5, right - left + 1, TAG_HEIGHT + 1, 4.5);
  context.fillStyle = colour('--map-mark-rim');
  context.fill();
  context.beginPath();
  context.roundRect(left, top, right - left, TAG_HEIGHT, 4);
  context.fillStyle = colour('--float');
  context.fill();
  context.font = `12px ${family()}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = colour('--text');
  context.fillText(text, left + 6, y + 1);
}
