/** Where names go: no two overlap, none lies under a control, and a name that finds no free place is not drawn. */

/** Of a lesser name's box: what may be hidden at most. */
const HIDDEN = 0.25;

const STEP = 10;
const TURNS = 26;

/**
 * Takes names one by one, the most important first.
 *
 * @param obstacles boxes `{left, top, right, bottom}` that are taken already
 * @param avoided boxes that a name lies on only when it finds no other place, and then where it hides least
 */
export function createPlacing(obstacles, avoided = []) {
  const taken = createBoxes(obstacles);
  const free = createBoxes(avoided);
  const placed = [];
  return {
    /** Those that found a place, each with its final x, y. */
    placed,
    /**
     * @param label `{text, x, y, width, height, reach, accept(x, y)}`; x, y is the centre wished for, `reach` how far in pixels the name
     *     may move, `accept` whether a centre still lies in its area
     */
    add(label) {
      const spot = freeSpot(label, taken, free) ?? (avoided.length > 0 ? leastHidden(label, taken, free) : null);
      if (spot) {
        taken.add(boxOf(label, spot.x, spot.y));
        placed.push({ ...label, ...spot });
      }
    },
  };
}

function freeSpot(label, taken, avoided) {
  for (const { x, y } of spots(label)) {
    const moved = x !== label.x || y !== label.y;
    const box = boxOf(label, x, y);
    if (taken.isFree(box) && avoided.isFree(box) && (!moved || label.accept(x, y))) {
      return { x, y };
    }
  }
  return null;
}

function leastHidden(label, taken, avoided) {
  let best = null;
  for (const { x, y } of spots(label)) {
    const box = boxOf(label, x, y);
    const hidden = avoided.overlap(box);
    const moved = x !== label.x || y !== label.y;
    if ((best === null || hidden < best.hidden) && taken.isFree(box) && (!moved || label.accept(x, y))) {
      best = { x, y, hidden };
    }
  }
  const most = label.selected || label.rank === 0 ? Infinity : HIDDEN * label.width * label.height;
  return best !== null && best.hidden <= most ? { x: best.x, y: best.y } : null;
}

const overlap = (box, other) => Math.max(0, Math.min(box.right, other.right) - Math.max(box.left, other.left)) * Math.max(0, Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top));

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
        if (cells.get(key)?.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)) {
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
