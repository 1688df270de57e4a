import { t } from '../../core/i18n.js';
import { changed, freshReport, isFilled, ofItsOwn, reportSlot } from './drafts.js';
import { current, placeOf, standingOf, whereOf } from './place.js';
import { UNREADABLE } from './photo-sending.js';

/** What a warden does with the one report that is being written. */
export function reporting({ store, page, keeper }) {
  const { accountId, fail, focus, go, saved, take } = page;
  const slot = () => reportSlot(accountId());

  /** Kept at each change: the system may end the page while the camera is open. */
  function draftChange(patch, keep = keeper.now) {
    if (!store.get().draft) {
      return; // another page saved it meanwhile
    }
    const draft = changed(store.get().draft, patch);
    store.set({ draft, failure: '' });
    keep(slot(), draft);
  }

  function begin(draft) {
    store.set({ draft });
    draftChange({});
  }

  return {
    /** A tile: the form opens with its first kind. What replaces a refused report does so only with another kind chosen from its own form. */
    tile(tile) {
      const { draft: kept, tab, shown } = store.get();
      const category = tile.kinds[0].code;
      const apart = kept && kept.mends !== null && !(tab === 'report' && shown === 'change');
      kept ? draftChange({ category, tile: tile.code, ...(apart ? ofItsOwn(kept) : {}) }) : begin(freshReport(category, tile.code));
      go('form');
    },
    kind: (category) => draftChange({ category }),
    type: (name, value) => draftChange({ [name]: value }, keeper.soon),
    settled: (on) => draftChange({ settled: on }),

    async photograph(event, role) {
      const { key, photos } = store.get().draft;
      const { taken, fault } = await take(event, role, photos.length);
      const { draft, position } = store.get();
      if (draft && draft.key === key && taken.length > 0) {
        const place = draft.place ?? current(position, Date.now());
        draftChange({ photos: [...draft.photos, ...taken], found_at: draft.found_at ?? taken[0].at, place });
      }
      fault && fail(fault);
    },
    /** When and where it was found was said by the photos. */
    dropPhoto(key) {
      const photos = store.get().draft.photos.filter((photo) => photo.key !== key);
      draftChange(photos.length > 0 ? { photos } : { photos, found_at: null, place: null });
    },

    move() {
      store.set({ moving: !store.get().moving });
      store.get().moving && focus('form-map');
    },
    pin(point) {
      if (store.get().moving) {
        draftChange({ pin: { lon: Number(point.lon.toFixed(6)), lat: Number(point.lat.toFixed(6)) } });
      }
    },
    /** With photos the place is that of the moment; without any it goes with the phone. */
    unpin() {
      const { draft, position } = store.get();
      store.set({ moving: false });
      draftChange({ pin: null, place: draft.photos.length > 0 ? (current(position, Date.now()) ?? draft.place) : null });
    },

    async save(mended) {
      const state = store.get();
      const { draft } = state;
      const where = whereOf(state);
      const after = draft.photos.filter(({ role }) => role === 'after');
      if (!where) {
        fail(t('field.lacks.where'));
        return;
      }
      if (draft.settled && after.length === 0) {
        fail(t('field.lacks.after'));
        return;
      }
      const found = draft.photos.filter(({ role }) => role !== 'after');
      const settled = draft.settled ? { words: draft.text.trim() || t('field.settled.words'), photos: after.map(({ key }) => key) } : undefined;
      const standing = standingOf(state);
      const place = placeOf(state);
      const done = await saved(
        {
          kind: 'report', found_at: draft.found_at ?? new Date().toISOString(),
          body: { category: draft.category, text: draft.text.trim(), where, photos: found.map(({ key }) => key), settled },
          standing: standing && { where: standing.where, grid: standing.grid?.code }, accuracy: place.pinned ? null : (place.point?.accuracy ?? null), address: draft.address,
        },
        { photos: draft.settled ? draft.photos : found, draft, slot: slot(), mended, said: t('field.saved'), is: () => store.get().draft === draft, after: () => ({ draft: null }) });
      done && go('queue');
    },

    async discard() {
      await page.drop(slot());
      store.set({ draft: null, asking: null, failure: '' });
      go('map');
    },

    /** What the server refused, in the form again: nothing of it was stored, so that it keeps its key and its place in the row. */
    mendReport(item, sure) {
      const { draft } = store.get();
      if (draft?.mends === item.seq) {
        go('form');
        return;
      }
      if (isFilled(draft) && !sure) {
        page.ask(`mend-${item.key}`);
        return;
      }
      const { body } = item;
      const place = body.where.moved ? (body.where.device ?? null) : body.where.address ? null : body.where;
      begin({
        ...freshReport(body.category, null), key: item.key, text: body.text, settled: Boolean(body.settled), found_at: item.found_at, mends: item.seq, address: body.where.address ?? '',
        pin: body.where.moved ? { lon: body.where.lon, lat: body.where.lat } : null, place, photos: photosAgain(item, store.get()),
      });
      store.set({ asking: null });
      go('form');
    },
  };
}

/** A photo that was refused goes under another key; what cannot even be read is no photo any more. */
export const photosAgain = (item, { photos }) =>
  photos
    .filter((photo) => photo.item === item.key && !(item.result.code === UNREADABLE && photo.key === item.result.photo))
    .map((photo) => ({ ...photo, key: photo.key === item.result.photo ? crypto.randomUUID() : photo.key, sent: false }));
