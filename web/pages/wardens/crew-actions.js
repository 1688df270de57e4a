import { newKey, postForm, postJson } from '../../core/api.js';
import { number, t } from '../../core/i18n.js';

/** As many codes as one call makes. */
const AT_ONCE = 50;
const HOURS = 48;

/** A table of wardens, who is chosen, their numbers, and the sheet of codes. */
export function createCrewActions({ store, model, work }) {
  const set = (patch) => store.set(patch);
  const fresh = () => ({ fault: null, said: '' });

  function form(parts) {
    const { crewFile, encoding, crewColumns } = store.get();
    const data = new FormData();
    data.set('file', crewFile);
    data.set('encoding', encoding);
    crewColumns && data.set('columns', Object.entries(crewColumns).map(([ours, theirs]) => `${ours}=${theirs}`).join('\n'));
    Object.entries(parts).forEach(([name, value]) => data.set(name, value));
    return data;
  }

  const look = () => work(() => postForm('/wardens/people/imports', form({ dry_run: 'true' })), '', (crew) => ({ crew }));

  return {
    chooseCrew: (crewFile) => set({ crewFile, crewColumns: null, crew: null, ...fresh() }),
    lookAtCrew: look,
    /** Checked again at once: another column is another table. */
    mapCrew(ours, theirs) {
      const { crew } = store.get();
      set({ crewColumns: { ...Object.fromEntries(crew.fields.map((name) => [name, crew.mapping[name] ?? ''])), [ours]: theirs } });
      look();
    },
    takeCrew() {
      const { crew } = store.get();
      work(() => postForm('/wardens/people/imports', form({ dry_run: 'false', fingerprint: crew.fingerprint })), t('wardens.said.imported'), (taken) => {
        model.reread();
        return { crew: taken, crewFile: null };
      });
    },
    chosen(id, on) {
      const { chosen } = store.get();
      set({ chosen: on ? [...new Set([...chosen, id])] : chosen.filter((each) => each !== id) });
    },
    choose: (chosen) => set({ chosen }),
    makeSheet(accounts) {
      const page = new URL('/warden', location.href).href;
      work(async () => {
        const items = [];
        let until = null;
        for (let start = 0; start < accounts.length; start += AT_ONCE) {
          const part = await postJson('/wardens/enrolment-sheets', { accounts: accounts.slice(start, start + AT_ONCE), page, hours: HOURS }, { key: newKey() });
          items.push(...part.items);
          until ??= part.expires_at;
        }
        return { items, expires_at: until };
      }, t('wardens.sheet.made', { n: number(accounts.length) }), (sheet) => {
        requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('sheet-title')?.focus()));
        return { sheet, chosen: [] };
      });
    },
    /** Opened one by one: the audit log has it. */
    openPhone: (id) => work(() => postJson(`/wardens/people/${id}/phone`), '', ({ phone }) => ({ numbers: { ...store.get().numbers, [id]: phone } })),
  };
}
