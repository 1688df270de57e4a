import { nameOf, number, t } from '../../core/i18n.js';
import { createInsightMap } from '../../map/insight-map.js';
import { createRingMap } from '../../map/ring-map.js';
import { classOf, edgesOf, stepOf } from './breaks.js';
import { kindOf, nameOfMeasure, shownOf, textOf } from './figures.js';
import { giText, isGi, ringText } from './hot-spots.js';
import { nameOfDataset } from './outside-data.js';
import { framed, valuesOf } from './play.js';
import { saidOf } from './tones.js';
import { tabOf } from './tabs.js';

const SURFACE_STEPS = 6;
const WALL = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];

/** The maps of the page's tabs, each drawn again only when what it shows has changed. */
export function createDrawing({ store, model, sources, city, actions, player }) {
  const maps = new Map();

  /** The map in an element, made when the element is a new one. */
  function mapIn(id, make) {
    const container = document.getElementById(id);
    let known = maps.get(id);
    if (known?.container !== container) {
      known = { container, map: make(container), key: [] };
      maps.set(id, known);
    }
    return known;
  }

  function changed(known, key) {
    const differs = key.length !== known.key.length || key.some((each, i) => each !== known.key[i]);
    known.key = differs ? key : known.key;
    return differs;
  }

  const frame = () => (store.get().step ? model.frames.get().data?.frames[player.index()] ?? null : null);

  /** What the map shows: rows of the period, or of one step of it. */
  function rows() {
    const items = model.places.get().data?.items ?? [];
    const laid = model.overlay.get().data;
    const shown = frame() ? framed(items, frame()) : items;
    return laid && laid.level === model.places.get().data?.level ? shown.map((row) => ({ ...row, overlay: laid.values.get(row.code) ?? null })) : shown;
  }

  /** Edges of the classes, and each class's style. */
  function drawn() {
    const state = frame() ? { ...store.get(), show: null } : store.get();
    const data = model.places.get().data;
    if (data?.view === 'density') {
      const top = Math.max(0, ...data.values);
      const edges = top > 0 ? Array.from({ length: SURFACE_STEPS }, (_, i) => Number((top * ((i + 1) / (SURFACE_STEPS + 1)) ** 2).toPrecision(2))) : [];
      return { edges, styleOf: (index) => `ins-seq-${index}`, textOf: (value) => number(value, { maximumSignificantDigits: 2 }), scale: 'seq' };
    }
    const kind = kindOf(state);
    const signed = kind === 'change' || kind === 'points';
    const values = frame() ? valuesOf(model.frames.get().data, state) : (data?.view === 'hex' ? data.items : rows()).map((row) => shownOf(row, state));
    const edges = edgesOf(values.filter((value) => value !== 0 || signed), kind);
    const scale = signed ? 'div' : 'seq';
    return { edges, scale, stepOf: (index) => stepOf(index, edges), styleOf: (index) => `ins-${scale}-${stepOf(index, edges)}`, textOf: (value) => textOf(value, kind, state.measure ?? 'received') };
  }

  function shapesOf(data) {
    const state = frame() ? { ...store.get(), show: null } : store.get();
    const { edges, styleOf, textOf: words } = drawn();
    const style = (row) => {
      const value = shownOf(row, state);
      return value === null || (row.n === 0 && !(state.show === 'change' && row.n_before > 0) && state.show !== 'overlay') ? 'ins-none' : styleOf(classOf(value, edges));
    };
    const text = (row) => words(shownOf(row, state));
    if (data.view === 'hex') {
      return data.items.filter(({ n }) => n > 0 || state.show === 'change').map((row) => ({ key: row.cell, geometry: { type: 'Polygon', coordinates: [row.ring] }, className: style(row), text: text(row), picks: row.n > 0 }));
    }
    const laidText = (row, { show }) => (row.overlay === undefined || row.overlay === null || show === 'overlay' ? '' : t('insights.overlay.beside', { name: nameOfDataset(model, state.overlay), n: number(row.overlay, { maximumFractionDigits: 2 }) }));
    const byCode = new Map(rows().flatMap((row) => (row.former ? [] : [[row.code, row]]))); // a former area's code may be another's now
    return (model.shapes.get().data?.features ?? []).filter(({ properties }) => byCode.has(properties.code)).map(({ geometry, properties }) => {
      const row = byCode.get(properties.code);
      return { key: row.code, geometry, className: style(row), text: `${nameOf(row.name)} ${text(row)}${laidText(row, state)}`, picks: !state.version && model.rank(state) + 1 < city.levels.length };
    });
  }

  function overview() {
    const state = store.get();
    const data = model.places.get().data;
    const shapes = model.shapes.get().data;
    if (!data || (data.view !== 'hex' && shapes?.level !== data.level)) {
      return;
    }
    const known = mapIn('map', (container) => createInsightMap(container, city.bbox, (code) => store.get().view === 'hex' ? actions.behind(`cell:${code}`) : actions.into(data.items.find((row) => row.code === code) ?? model.places.get().data.items.find((row) => row.code === code))));
    if (changed(known, [data, shapes, state.show, state.measure, frame(), model.overlay.get().data, model.choices.datasets, document.documentElement.dataset.theme])) {
      const fitTo = `${data.view === 'hex'}:${data.level}:${state.within}`;
      data.view === 'density' ? known.map.showSurface(data, drawn().edges, shapes.features, fitTo) : known.map.show(shapesOf(data), fitTo);
    }
  }

  function rings() {
    const state = store.get();
    const known = mapIn('rings', (container) => createRingMap(container, city.bbox, actions.spot));
    const local = isGi(state) ? sources.local.get().data : null;
    const spots = isGi(state) ? null : sources.spots.get().data;
    const shapes = model.shapes.get().data;
    if (changed(known, [shapes, spots, local, state.spot, model.choices.categories])) {
      known.map.ground(shapes?.features ?? []);
      known.map.cells(standing(local, shapes).map(({ row, geometry }) => ({ geometry, className: row.hot ? 'ins-div-7' : 'ins-div-1', text: row.name ? `${nameOf(row.name)} ${giText(row)}` : giText(row) })));
      known.map.rings((spots?.items ?? []).map((spot, i) => ({ lon: spot.lon, lat: spot.lat, metres: spot.drawn_metres, number: i + 1, chosen: state.spot === i, text: ringText({ model }, spot) })));
    }
  }

  /** What stands out by Gi*, with its shape. */
  function standing(local, shapes) {
    const byCode = new Map((shapes?.features ?? []).map(({ properties, geometry }) => [`${shapes.level}:${properties.code}`, geometry]));
    return (local?.items ?? []).map((row) => ({ row, geometry: row.ring ? { type: 'Polygon', coordinates: [row.ring] } : byCode.get(`${row.level}:${row.code}`) })).filter(({ geometry }) => geometry);
  }

  /** What the map of opinions shows: satisfaction, or how words sound. */
  function opinionRows() {
    const of = saidOf(store.get());
    const items = (of.share === 'share' ? sources.opinion : sources.tones).get().data?.items;
    return items?.map((row) => ({ code: row.code, name: row.name, share: row[of.share] }));
  }

  /** Classes of a share. */
  function opinionClasses() {
    const edges = edgesOf((opinionRows() ?? []).map(({ share }) => share).filter((share) => share !== null), 'value');
    return { edges, styleOf: (index) => `ins-seq-${stepOf(index, edges)}`, textOf: (share) => textOf(share, 'value', 'satisfaction') };
  }

  /** A share by area, in its classes. */
  function opinions() {
    const items = opinionRows();
    const shapes = model.shapes.get().data;
    if (!items || !shapes) {
      return;
    }
    const known = mapIn('opinion', (container) => createInsightMap(container, city.bbox, () => {}));
    if (changed(known, [sources.opinion.get().data, sources.tones.get().data, saidOf(store.get()), shapes])) {
      const { edges, styleOf } = opinionClasses();
      const byCode = new Map(items.map((row) => [row.code, row]));
      known.map.show(shapes.features.map(({ geometry, properties }) => {
        const row = byCode.get(properties.code);
        const said = row && row.share !== null ? number(row.share, { style: 'percent', maximumFractionDigits: 1 }) : t('insights.nothing');
        return { key: properties.code, geometry, className: row && row.share !== null ? styleOf(classOf(row.share, edges)) : 'ins-none', text: row ? `${nameOf(row.name)} ${said}` : said };
      }), 'opinion');
    }
  }

  /** Figures from elsewhere by area, in classes of their own. */
  function outsiders() {
    const data = sources.outside.get().data;
    if (!data?.values || !document.getElementById('outside')) {
      return;
    }
    const known = mapIn('outside', (container) => createInsightMap(container, city.bbox, () => {}));
    if (changed(known, [data])) {
      const { edges, styleOf } = outsideClasses();
      known.map.show(data.shapes.map(({ geometry, properties }) => {
        const value = data.values.get(properties.code);
        return { key: properties.code, geometry, className: value === undefined ? 'ins-none' : styleOf(classOf(value, edges)), text: `${nameOf(properties.name)} ${value === undefined ? t('insights.nothing') : number(value, { maximumFractionDigits: 2 })}` };
      }), `outside:${data.level}`);
    }
  }

  function outsideClasses() {
    const edges = edgesOf([...(sources.outside.get().data?.values?.values() ?? [])], 'value');
    return { edges, styleOf: (index) => `ins-seq-${stepOf(index, edges)}`, textOf: (value) => number(value, { maximumFractionDigits: 2 }) };
  }

  const DRAWN = { overview, 'hot-spots': rings, opinion: opinions, outside: outsiders };

  return {
    drawn,
    opinionClasses,
    outsideClasses,
    rows,
    draw: () => DRAWN[tabOf(store.get())]?.(),
    look: (spot) => maps.get('rings')?.map.look({ ...spot, metres: spot.drawn_metres }),
    /** The overview's map as PNG. */
    picture() {
      const { edges, scale, stepOf: step, textOf: words } = drawn();
      const legend = edges.length === 0 ? [] : [...edges.keys(), edges.length].map((i) => ({ token: `--${scale}-${step ? step(i + 1) : i + 1}`, text: i === 0 ? t('insights.below', { n: words(edges[0]) }) : words(edges[i - 1]) }));
      const data = model.summary.get().data;
      return maps.get('map').map.picture(`${nameOf(city.name)} ${nameOfMeasure(store.get().measure)} ${data?.from ?? ''} – ${data?.to ?? ''}`, legend, t('app.name'));
    },
    /** What stands out by Gi* as GeoJSON. */
    giGeoJson() {
      const features = standing(sources.local.get().data, model.shapes.get().data).map(({ row: { ring, ...properties }, geometry }) => ({ type: 'Feature', geometry, properties }));
      return new Blob([JSON.stringify({ type: 'FeatureCollection', features })], { type: 'application/geo+json' });
    },
    /** What the map shows as GeoJSON. */
    geoJson() {
      const data = model.places.get().data;
      const byCode = new Map(rows().flatMap((row) => (row.former ? [] : [[row.code, row]])));
      const features = data.view === 'density' ? cellsOf(data) : data.view === 'hex'
        ? data.items.map(({ ring, ...properties }) => ({ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties }))
        : (model.shapes.get().data?.features ?? []).filter(({ properties }) => byCode.has(properties.code)).map(({ geometry, properties }) => ({ type: 'Feature', geometry, properties: byCode.get(properties.code) }));
      return new Blob([JSON.stringify({ type: 'FeatureCollection', features })], { type: 'application/geo+json' });
    },
  };
}

/** The cells of a surface in which there is anything, as squares. */
const cellsOf = (grid) => grid.values.flatMap((value, at) => (value > 0 ? [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [cornersOf(grid, at % grid.columns, Math.floor(at / grid.columns))] }, properties: { per_km2: value } }] : []));

const cornersOf = (grid, column, row) => WALL.map(([x, y]) => [degrees(grid.west + (column + x) * grid.step_lon), degrees(grid.south + (row + y) * grid.step_lat)]);

/** Seven digits are a centimetre. */
const degrees = (value) => Math.round(value * 1e7) / 1e7;
