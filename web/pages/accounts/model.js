import { deleteJson, fileBy, getJson, newKey, postJson, putJson } from '../../core/api.js';
import { saveFile } from '../../core/save-file.js';
import { createResource } from '../../core/resource.js';

/** What the accounts page holds and does: three lists, one form at a time, and the secret that was just issued. */

export const TABS = Object.freeze({ accounts: '/accounts', services: '/service-accounts', audit: '/audit', openings: '/contact-openings', persons: null });

export const EMPTY_ACCOUNT = Object.freeze({ id: null, version: 0, login: '', name: '', roles: [], unit: '', area_level: '', area: '', locked: false });
export const EMPTY_SERVICE = Object.freeze({ name: '', unit: '', grants: ['accept', 'contact', 'reply'], days: '365' });

export const EMPTY_PERSON = Object.freeze({ contact: '', reason: '', kept: null, erased: null, sure: false });

const orNull = (text) => (text?.trim() ? text.trim() : null);

export function createModel(store, redraw) {
  const list = createResource(redraw);

  function load() {
    const { tab, q, role, action } = store.get();
    if (TABS[tab] === null) {
      return;
    }
    const filters = { accounts: { kind: 'staff', q, role }, services: {}, audit: { action }, openings: {} };
    list.load((signal) => getJson(TABS[tab], filters[tab], { signal }), { keep: true });
  }

  async function attempt(work) {
    store.set({ busy: true, error: null });
    try {
      await work();
      store.set({ busy: false });
      load();
    } catch (error) {
      store.set({ busy: false, error });
    }
  }

  const aboutPerson = (work) =>
    attempt(() => {
      const { contact, reason } = store.get().person;
      const words = contact.trim();
      return work({ ...(words.includes('@') ? { email: words } : { phone: words }), reason: reason.trim() });
    });

  return {
    list,
    load,
    save: () =>
      attempt(async () => {
        const { form, key } = store.get();
        const body = { name: form.name, roles: form.roles, unit: orNull(form.unit), area_level: orNull(form.area_level), area: orNull(form.area) };
        if (form.id) {
          await putJson(`/accounts/${form.id}`, { ...body, version: form.version, locked: form.locked });
          store.set({ form: null });
        } else {
          const issued = await postJson('/accounts', { ...body, login: form.login }, { key });
          store.set({ form: null, issued: { name: issued.account.login, secret: issued.one_time_password, kind: 'password' } });
        }
      }),

    resetPassword: (account) =>
      attempt(async () => {
        const issued = await postJson(`/accounts/${account.id}/password`);
        store.set({ form: null, issued: { name: issued.account.login, secret: issued.one_time_password, kind: 'password' } });
      }),

    removeSecondFactor: (account) => attempt(() => deleteJson(`/accounts/${account.id}/second-factor`)),
    logOut: (account) => attempt(() => deleteJson(`/accounts/${account.id}/sessions`)),

    saveService: () =>
      attempt(async () => {
        const { service, key } = store.get();
        const issued = await postJson('/service-accounts', { ...service, days: Number(service.days) }, { key });
        store.set({ service: null, issued: { name: issued.account.name, secret: issued.token, kind: 'token' } });
      }),

    rotate: (account) =>
      attempt(async () => {
        const issued = await postJson(`/service-accounts/${account.id}/tokens`, { days: 365 });
        store.set({ issued: { name: issued.account.name, secret: issued.token, kind: 'token' } });
      }),

    revoke: (account) => attempt(() => deleteJson(`/service-accounts/${account.id}/tokens`)),

    person: (patch) => store.set({ person: { ...store.get().person, ...patch, kept: null, erased: null, sure: false } }),
    lookUp: () => aboutPerson(async (body) => store.set({ person: { ...store.get().person, kept: await postJson('/persons/lookup', body) } })),
    exportPerson: () =>
      aboutPerson(async (body) => saveFile(await fileBy('/persons/export', body, 'application/zip'), 'person.zip')),
    sureToErase: () => store.set({ person: { ...store.get().person, sure: true } }),
    erasePerson: () => aboutPerson(async (body) => store.set({ person: { ...EMPTY_PERSON, erased: await postJson('/persons/erasure', body) } })),

    decideOpenings: (id, granted, reason) => attempt(() => postJson(`/contact-openings/${id}/decision`, { granted, reason })),

    edit: (account) => store.set({ form: { ...EMPTY_ACCOUNT, ...account, unit: account?.unit ?? '', area_level: account?.area_level ?? '', area: account?.area ?? '' }, key: newKey(), error: null, issued: null }),
    addService: () => store.set({ service: EMPTY_SERVICE, key: newKey(), error: null, issued: null }),
  };
}
