import { newKey, postForm, postJson } from '../../core/api.js';
import { number, t } from '../../core/i18n.js';
import { emptyFile } from './parts.js';

/** As many codes as one call makes. */
const AT_ONCE = 50;
const HOURS = 48;

/** The first of them that is there and can be used, once the page is drawn. */
const focusFirst = (...selectors) => requestAnimationFrame(() => requestAnimationFrame(() => selectors.map((each) => document.querySelector(each)).find(Boolean)?.focus()));

/**
 * Codes for all, in groups. When a later group fails, those before it are made and shown only now: they are not lost for it.
 *
 * @returns `{ items, expires_at, fault, left }`: what was made, and the accounts that have none
 */
async function makeCodes(accounts) {
  const page = new URL('/warden', location.href).href;
  const made = { items: [], expires_at: null, fault: null, left: accounts };
  try {
    while (made.left.length > 0) {
      const part = await postJson('/wardens/enrolment-sheets', { accounts: made.left.slice(0, AT_ONCE), page, hours: HOURS }, { key: newKey() });
      made.items.push(...part.items);
      made.expires_at ??= part.expires_at;
      made.left = made.left.slice(AT_ONCE);
    }
  } catch (fault) {
    if (made.items.length === 0) {
      throw fault;
    }
    made.fault = fault;
  }
  return made;
}

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

  /** Who of the table has a code now while others have none needs no other: it would make the first void. */
  function withoutMade(accounts, left) {
    const { crew } = store.get();
    const made = (id) => accounts.includes(id) && !left.includes(id);
    return left.length > 0 && crew?.accounts ? { crew: { ...crew, accounts: crew.accounts.filter((id) => !made(id)) } } : {};
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
        emptyFile('crew-file');
        return { crew: taken, crewFile: null };
      });
    },
    chosen(id, on) {
      const { chosen } = store.get();
      set({ chosen: on ? [...new Set([...chosen, id])] : chosen.filter((each) => each !== id) });
    },
    choose: (chosen) => set({ chosen }),
    makeSheet(accounts) {
      work(() => makeCodes(accounts), '', ({ fault, left, ...sheet }) => {
        focusFirst('#sheet-title');
        return { sheet, fault, said: t('wardens.sheet.made', { n: number(sheet.items.length) }), chosen: left, ...withoutMade(accounts, left) };
      });
    },
    closeSheet() {
      set({ sheet: null });
      focusFirst('#sheet-make:enabled', '#crew-sheet:enabled', '#choose-without:enabled', '[data-tab][aria-current=page]');
    },
    /** Opened one by one: the audit log has it. */
    openPhone: (id) => work(() => postJson(`/wardens/people/${id}/phone`), '', ({ phone }) => ({ numbers: { ...store.get().numbers, [id]: phone } })),
  };
}
