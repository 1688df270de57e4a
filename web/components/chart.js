import { html } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { onThemeChange } from '../core/theme-choice.js';

/**
 * Charts by Apache ECharts on canvas: the only importer, and only once a chart is drawn. Colours are tokens, so that they follow the theme; what a
 * chart says stands in a table beside it too, and its label says what it is.
 */
const charts = new Map();
let library = null;

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

/** The value of a design token. */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colours and lines that all charts share. */
export const ink = () => ({
  text: token('--text'), text2: token('--text-2'), line: token('--line'), surface: token('--surface'),
  cat: ['--cat-1', '--cat-2', '--cat-3', '--cat-4', '--cat-5', '--cat-6', '--cat-0'].map(token),
  div: [1, 2, 3, 4, 5, 6, 7].map((step) => token(`--div-${step}`)),
  seq: [1, 2, 3, 4, 5, 6, 7].map((step) => token(`--seq-${step}`)),
});

/**
 * @param make () → an ECharts option, of colours by `ink()`; called again when the theme changes
 * @param onClick (params) what was clicked, as ECharts tells it
 */
export const chart = ({ make, label, size = '', onClick = null }) =>
  html`<div class="chart ${size}" role="img" aria-label=${label} ${ref((element) => element && plot(element, make, onClick))}></div>`;

async function plot(element, make, onClick) {
  library ??= import('echarts');
  const echarts = await library;
  if (!element.isConnected) {
    return;
  }
  const known = charts.get(element) ?? open(echarts, element);
  Object.assign(known, { make, onClick });
  redraw(known);
}

function open(echarts, element) {
  const instance = echarts.init(element, null, { renderer: 'canvas' });
  const known = { instance, make: null, onClick: null, drawn: '' };
  charts.set(element, known);
  instance.on('click', (params) => known.onClick?.(params));
  const sizes = new ResizeObserver(() => {
    if (element.isConnected) {
      instance.resize();
    } else {
      sizes.disconnect();
      instance.dispose();
      charts.delete(element);
    }
  });
  sizes.observe(element);
  return known;
}

/** Only what differs is drawn again: the page draws itself at every change of anything. */
function redraw(known) {
  const option = { ...base(), ...known.make() };
  const drawn = JSON.stringify(option);
  if (drawn !== known.drawn) {
    known.drawn = drawn;
    known.instance.setOption(option, { notMerge: true });
    known.instance.getDom().dataset.drawn = String(option.series.length);
  }
}

function base() {
  const { text, text2, surface, line } = ink();
  return {
    animation: !calm.matches,
    animationDuration: 180,
    animationDurationUpdate: 180,
    textStyle: { fontFamily: token('--font'), color: text2 },
    tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: surface, borderColor: line, textStyle: { color: text }, confine: true },
  };
}

onThemeChange(() => charts.forEach((known) => known.make && redraw(known)));
