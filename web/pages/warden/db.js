/**
 * What the phone keeps, in IndexedDB. Nothing here is thrown away by an update of the page: a new version adds to the steps below and
 * leaves those before it as they are. No DOM: the service worker uses it too.
 *
 * `settings` by name; `base` and `work` by account; `queue` in the order of saving; `photos` by key, with the item they belong to.
 */
export const NAME = 'servicemap-warden';

/** One step for each version of the schema; never changed once a phone may have run it. */
const STEPS = [
  (db) => {
    db.createObjectStore('settings');
    db.createObjectStore('base');
    db.createObjectStore('work');
    db.createObjectStore('queue', { keyPath: 'seq', autoIncrement: true }).createIndex('key', 'key', { unique: true });
    db.createObjectStore('photos', { keyPath: 'key' }).createIndex('item', 'item');
  },
];

let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, STEPS.length);
    request.onupgradeneeded = ({ oldVersion }) => STEPS.slice(oldVersion).forEach((step) => step(request.result));
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => {
        db.close();
        opening = null;
      };
      db.onclose = () => {
        opening = null;
      };
      resolve(db);
    };
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
}

const asPromise = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Runs `work(stores)` in one transaction; what it answers is known only when the device has written it. */
export async function write(names, work) {
  const transaction = (await open()).transaction(names, 'readwrite', { durability: 'strict' });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
  const answer = await work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])), asPromise);
  await done;
  return answer;
}

export async function read(name, key) {
  return asPromise((await open()).transaction(name).objectStore(name).get(key));
}

export async function all(name) {
  return asPromise((await open()).transaction(name).objectStore(name).getAll());
}

export async function allOf(name, index, key) {
  return asPromise((await open()).transaction(name).objectStore(name).index(index).getAll(key));
}

/** What is kept under keys from one to another. */
export async function allBetween(name, from, to) {
  return asPromise((await open()).transaction(name).objectStore(name).getAll(IDBKeyRange.bound(from, to)));
}

export const put = (name, value, key) => write([name], (stores) => void stores[name].put(value, key));
export const remove = (name, key) => write([name], (stores) => void stores[name].delete(key));

/** Everything, at once and for good. Other pages close theirs when they hear of it. */
export async function erase() {
  const db = opening && (await opening.catch(() => null));
  db?.close();
  opening = null;
  await asPromise(indexedDB.deleteDatabase(NAME));
}
