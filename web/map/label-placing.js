/** Where names go: no two overlap, none lies under a control, and a name that finds no free place is not drawn. */

const STEP = 10;
const TURNS = 48;

/**
 * Takes names one by one, the most important first.
 *
 * @param obstacles boxes `{left, top, right, bottom}` that are taken already
 * @param marks what names must not cover either, boxes or, with `{x, y, radius}` in them, discs; `core` of one is the box of what is read
 *     in it, which not even the name of the selected area may cover
 */
export function createPlacing(obstacles, marks = []) {
  const taken = createBoxes(obstacles);
  const covered = createBoxes(marks);
  const cores = createBoxes(marks.map((mark) => mark.core ?? mark));
  const placed = [];
  return {
    /** Those that found a place, each with its final x, y. */
    placed,
    /**
     * @param label `{text, x, y, width, height, reach, selected, accept(x, y)}`; x, y is the centre wished for, `reach` how far in pixels
     *     the name may move, `accept` whether a centre still lies in its area
     * @returns whether it found a place
     */
    add(label) {
      const spot = freeSpot(label, taken, covered) ?? (label.selected ? leastHidden(label, taken, covered, cores) : null);
      if (spot) {
        taken.add(boxOf(label, spot.x, spot.y));
        placed.push({ ...label, x: spot.x, y: spot.y });
      }
      return spot !== null;
    },
  };
}

function freeSpot(label, taken, covered) {
  for (const { x, y } of spots(label)) {
    const box = boxOf(label, x, y);
    if (taken.isFree(box) && covered.isFree(box) && isIn(label, x, y)) {
      return { x, y };
    }
  }
  return null;
}

function leastHidden(label, taken, covered, cores) {
  let best = null;
  for (const { x, y } of spots(label)) {
    const box = boxOf(label, x, y);
    const hidden = covered.overlap(box);
    if ((best === null || hidden < best.hidden) && taken.isFree(box) && cores.isFree(box) && isIn(label, x, y)) {
      best = { x, y, hidden };
    }
  }
  return best;
}

/** The place wished for is right as it is. */
const isIn = (label, x, y) => (x === label.x && y === label.y) || label.accept(x, y);

const overlap = (box, other) => Math.max(0, Math.min(box.right, other.right) - Math.max(box.left, other.left)) * Math.max(0, Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top));

const meets = (box, other) =>
  box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top && (!other.radius || meetsDisc(box, other));

function meetsDisc(box, { x, y, radius }) {
  const nearest = { x: Math.max(box.left, Math.min(x, box.right)), y: Math.max(box.top, Math.min(y, box.bottom)) };
  return Math.hypot(nearest.x - x, nearest.y - y) < radius;
}

/** The wished place, then a spiral round it. */
function* spots({ x, y, reach }) {
  yield { x, y };
  for (let i = 1; i <= TURNS; i++) {
    const angle = i * 2.4; // the golden angle spreads the tries evenly
    const radius = STEP * Math.sqrt(i) * 1.2;
    if (radius > reach) {
      return;
    }
    yield { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  }
}

function boxOf({ width, height }, x, y) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

const CELL = 96;

/** Boxes by the squares of a grid that they touch: a name is compared with those near it, not with hundreds. */
function createBoxes(boxes) {
  const cells = new Map();

  function* keysOf({ left, top, right, bottom }) {
    for (let row = Math.floor(top / CELL); row * CELL <= bottom; row++) {
      for (let column = Math.floor(left / CELL); column * CELL <= right; column++) {
        yield row * 4096 + column;
      }
    }
  }

  function add(box) {
    for (const key of keysOf(box)) {
      cells.has(key) ? cells.get(key).push(box) : cells.set(key, [box]);
    }
  }

  boxes.forEach(add);
  return {
    add,
    isFree(box) {
      for (const key of keysOf(box)) {
        if (cells.get(key)?.some((other) => meets(box, other))) {
          return false;
        }
      }
      return true;
    },
    /** Square pixels of a box that the others cover. */
    overlap(box) {
      const near = new Set();
      for (const key of keysOf(box)) {
        cells.get(key)?.forEach((other) => near.add(other));
      }
      return [...near].reduce((sum, other) => sum + overlap(box, other), 0);
    },
  };
}

/** Boxes by importance: the selected one, then what the zoom is about, then the rest; large before small. */
export function byImportance(zoom) {
  const order = zoom < 12 ? [0, 1, 2, 3] : [1, 0, 2, 3];
  const grade = (label) => (label.selected ? -2 : label.emphasised ? -1 : order.indexOf(label.rank));
  return (a, b) => grade(a) - grade(b) || b.side - a.side;
}
