import { getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';

const PAGE = 100;
const MOST = 1000;

/**
 * The reports, the one that is open and its findings under the filters of the address.
 *
 * @param store the page's state @param changed called after every change
 */
export function createModel(store, changed) {
  const list = createResource(changed);
  const report = createResource(changed);
  const findings = createResource(changed);

  const loadList = () => list.load((signal) => getJson('/reports', { limit: PAGE }, { signal }));

  function moreReports() {
    append(list, (next, signal) => getJson('/reports', { limit: PAGE, cursor: next }, { signal }));
  }

  const filters = () => {
    const { severity, code, source } = store.get();
    return { severity, code, layer: source };
  };
  const path = () => `/reports/${encodeURIComponent(store.get().report)}`;

  function loadReport() {
    if (store.get().report === null) {
      report.clear();
      findings.clear();
      return;
    }
    report.load((signal) => getJson(path(), {}, { signal }));
    loadFindings();
  }

  /** A link to a finding further down brings everything up to it. */
  function loadFindings() {
    const limit = Math.min(MOST, Math.max(PAGE, store.get().finding ?? 0));
    findings.load((signal) => getJson(`${path()}/findings`, { ...filters(), limit }, { signal }));
  }

  function moreFindings() {
    append(findings, (next, signal) => getJson(`${path()}/findings`, { ...filters(), limit: PAGE, cursor: next }, { signal }));
  }

  function append(resource, fetchNext) {
    const { data } = resource.get();
    if (data?.next && resource.get().status === 'ready') {
      const more = async (signal) => {
        const { items, next } = await fetchNext(data.next, signal);
        return { items: [...data.items, ...items], next };
      };
      resource.load(more, { keep: true });
    }
  }

  store.subscribe((_, keys) => {
    if (keys.has('report')) {
      loadReport();
    } else if (store.get().report !== null && ['severity', 'code', 'source'].some((key) => keys.has(key))) {
      loadFindings();
    }
  });

  return {
    list, report, findings, moreReports, moreFindings,
    start() {
      loadList();
      loadReport();
    },
    retryReport: loadReport,
    /** The finding that the address names, when it is among those loaded. */
    selected: () => findings.get().data?.items.find(({ number }) => number === store.get().finding) ?? null,
  };
}
