import { pictureBy, postJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';

/** What the three forms below a request hold; `doing` names the one that is open. */
export const EMPTY_FORMS = Object.freeze({ doing: null, facts: '', reason: '', contacted: null, solved: null, satisfaction: null, comment: '' });

const PATHS = { add_facts: 'facts', withdraw: 'withdrawal', call_back: 'evaluation' };

/** Everything a person can do on the page, by name. */
export function createActions({ store, submission, photos }) {
  const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
  const path = (end) => `/requests/${encodeURIComponent(store.get().number.replace(/[\s-]/g, ''))}/${end}`;

  async function look(event) {
    event?.preventDefault();
    const { number, code, looking } = store.get();
    const errors = {
      ...(number.trim() === '' ? { number: t('follow.lacks.number') } : {}),
      ...(code.trim() === '' ? { code: t('follow.lacks.code') } : {}),
    };
    store.set({ errors, fault: null, said: '' });
    if (Object.keys(errors).length > 0) {
      focus(errors.number ? 'number' : 'code');
      return;
    }
    if (!looking) {
      await fetchRequest(code);
    }
  }

  async function fetchRequest(code) {
    store.set({ looking: true });
    try {
      show(await postJson(path('status'), { query_code: code }));
      store.set({ looking: false });
      focus('request-title');
    } catch (error) {
      store.set({ looking: false, ...refusal(error) });
      focus('code');
    }
  }

  /** A request that was split off this one: the same code opens it. */
  async function part(number) {
    store.set({ number });
    await fetchRequest(store.get().code);
  }

  /** Pictures open with the code only: each is fetched with it and shown from memory. */
  function show(request) {
    const { code, pictures } = store.get();
    store.set({ request });
    for (const { id } of request.attachments.filter(({ id, type }) => type.startsWith('image/') && !(id in pictures))) {
      pictureBy(path(`attachments/${id}`), { query_code: code }).then(
        (url) => store.set({ pictures: { ...store.get().pictures, [id]: url } }),
        () => {},
      );
    }
  }

  function refusal(error) {
    const key = { wrong_query_code: 'follow.wrong', too_many_query_codes: 'follow.locked' }[error.code];
    return key ? { errors: { code: t(key) } } : { fault: error };
  }

  async function act(action, body, said) {
    const request = await submission.send(path(PATHS[action]), { query_code: store.get().code, ...body });
    if (request) {
      photos.clear();
      show(request);
      store.set({ ...EMPTY_FORMS, errors: {}, said: t(said) });
      focus('request-title');
    }
  }

  function addFacts(event) {
    event.preventDefault();
    const { facts } = store.get();
    if (facts.trim() === '') {
      store.set({ errors: { facts: t('follow.lacks.facts') } });
      focus('facts');
      return;
    }
    act('add_facts', { text: facts.trim(), attachments: photos.keys() }, 'follow.added');
  }

  function withdraw(event) {
    event.preventDefault();
    act('withdraw', { reason: store.get().reason.trim() || undefined }, 'follow.withdrawn');
  }

  function evaluate(event) {
    event.preventDefault();
    const { contacted, solved, satisfaction, comment } = store.get();
    const errors = Object.fromEntries(Object.entries({ contacted, solved, satisfaction }).filter(([, value]) => value === null).map(([name]) => [name, t('follow.lacks.choice')]));
    store.set({ errors });
    if (Object.keys(errors).length > 0) {
      focus(Object.keys(errors)[0]);
      return;
    }
    act('call_back', { contacted: contacted === 'yes', solved: solved === 'yes', satisfaction, text: comment.trim() || undefined }, 'follow.evaluated');
  }

  /** A follower goes: what the server kept of them is gone, and so is the page's. */
  async function stop() {
    try {
      await postJson(path('followers/stop'), { query_code: store.get().code });
      history.replaceState(null, '', '/follow');
      store.set({ ...EMPTY_FORMS, request: null, number: '', code: '', errors: {}, fault: null, said: t('follow.stopped') });
      focus('number');
    } catch (error) {
      store.set({ said: error.detail || t('error.server.text') });
    }
  }

  return {
    part,
    look, addFacts, withdraw, evaluate, stop,
    type: (name, value) => store.set({ [name]: value, errors: { ...store.get().errors, [name]: '' } }),
    open(doing) {
      submission.forget();
      store.set({ doing, errors: {}, said: '' });
      focus(doing === null ? 'request-title' : `form-${doing}`);
    },
    other() {
      submission.forget();
      history.replaceState(null, '', '/follow');
      store.set({ ...EMPTY_FORMS, request: null, number: '', code: '', said: '', errors: {} });
      focus('number');
    },
  };
}
