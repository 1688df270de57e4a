import { NO_FURTHER } from '../../components/further-place.js';

/**
 * What was typed, kept in this tab until it is filed, so that a reload or a slip loses nothing. Never who asks: that is
 * personal, and the next person may sit at the same screen.
 */
const DRAFT = 'servicemap.report.draft';
const RECEIPT = 'servicemap.report.receipt';

export const EMPTY_DRAFT = Object.freeze({
  text: '', category: null, requestKind: '', mode: 'point', lon: null, lat: null, accuracy: null, kind: 'pin', placeName: null, areaKey: null, named: [], address: '', further: NO_FURTHER,
});

export function loadDraft() {
  const kept = load(DRAFT) ?? {};
  return Object.fromEntries(Object.entries(EMPTY_DRAFT).map(([name, empty]) => [name, kept[name] ?? empty]));
}

export const saveDraft = (state) => save(DRAFT, { ...Object.fromEntries(Object.keys(EMPTY_DRAFT).map((name) => [name, state[name]])), further: withoutHome(state.further) });

const withoutHome = (further) => (further.role === 'residence' ? NO_FURTHER : further);

/** The receipt outlives a reload: its query code is said only once. It goes with the tab or with the next report. */
export const loadReceipt = () => load(RECEIPT);

export function keepReceipt(receipt) {
  save(RECEIPT, receipt);
  remove(DRAFT);
}

export const forgetReceipt = () => remove(RECEIPT);

function load(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function save(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // without storage a reload starts anew
  }
}

function remove(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // nothing was kept then
  }
}
