// The layers of a graph of steps: which column each stands in, and in which order, so that few lines cross. Lines that
// pass a column on their way to a farther one hold a place in it too, so that they go around what stands there.

/** What is needed of a step. */
export interface StepShape {
  name: string;
  exits: string[];
}

/** A place in a column: a step, or where a line passes. */
export interface Cell {
  /** Empty where a line passes. */
  name: string;
  column: number;
  /** Its middle, counted in whatever the reader of it counts in. */
  y: number;
  before: Cell[];
  after: Cell[];
}

export interface Layers {
  /** The columns, each from top to bottom. */
  grid: Cell[][];
  /** The steps by name. */
  cells: Map<string, Cell>;
  /** Ways onward, each with all the places that it passes, its ends too. */
  onward: Cell[][];
  /** Ways back to a step that is on the way already. */
  back: [Cell, Cell][];
  /** How many ways onward are left out, since too many pass others to be told apart. */
  hidden: number;
  /** The steps that can be reached from the first one. */
  reached: Set<string>;
}

// Where more lines pass than this, nobody can follow them, and making room for them would take long. Those that pass
// nothing are drawn then, and the others only counted: they would lie behind the steps.
const MOST_PASSING = 500;

type Pair = [from: string, to: string];

/** Puts the steps in layers; nothing if there are none. */
export function layersOf(shapes: StepShape[], initial: string): Layers | undefined {
  const names = new Set(shapes.map((shape) => shape.name));
  // What is being edited may have exits to steps that are gone.
  const exits = new Map(shapes.map(({ name, exits }) => [name, [...new Set(exits)].filter((exit) => names.has(exit))]));
  const start = exits.has(initial) ? initial : [...names][0];
  if (start === undefined) return undefined;
  const { order, onward, back } = explore([start, ...names], exits);
  const column = new Map(order.map((name) => [name, 0]));
  // One more than the farthest step that leads there.
  for (const from of order) {
    for (const [, to] of onward.get(from) ?? []) column.set(to, Math.max(column.get(to) ?? 0, (column.get(from) ?? 0) + 1));
  }
  const reached = new Set([start]);
  for (const name of reached) for (const exit of exits.get(name) ?? []) reached.add(exit);

  const grid: Cell[][] = Array.from({ length: Math.max(...column.values()) + 1 }, () => []);
  const put = (name: string, at: number): Cell => {
    const cell: Cell = { name, column: at, y: 0, before: [], after: [] };
    grid[at]?.push(cell);
    return cell;
  };
  const cells = new Map(order.map((name) => [name, put(name, column.get(name) ?? 0)]));
  const cellOf = (name: string) => cells.get(name) as Cell;
  const pairs = order.flatMap((name) => onward.get(name) ?? []);
  const passed = ([from, to]: Pair) => cellOf(to).column - cellOf(from).column - 1;
  const crowded = pairs.reduce((sum, pair) => sum + passed(pair), 0) > MOST_PASSING;
  const drawn = crowded ? pairs.filter((pair) => passed(pair) === 0) : pairs;
  const chain = ([from, to]: Pair): Cell[] => {
    const [first, last] = [cellOf(from), cellOf(to)];
    const between = Array.from({ length: passed([from, to]) }, (_, index) => put("", first.column + 1 + index));
    const whole = [first, ...between, last];
    whole.slice(1).forEach((cell, index) => {
      whole[index]?.after.push(cell);
      cell.before.push(whole[index] as Cell);
    });
    return whole;
  };
  const chains = drawn.map(chain);
  untangle(grid);
  return { grid, cells, onward: chains, back: back.map(([from, to]) => [cellOf(from), cellOf(to)]), hidden: pairs.length - drawn.length, reached };
}

/** Every step, each after all that lead onward to it; and which ways lead onward and which back. */
function explore(roots: string[], exits: Map<string, string[]>): { order: string[]; onward: Map<string, Pair[]>; back: Pair[] } {
  const state = new Map<string, "open" | "done">();
  const order: string[] = [];
  const onward = new Map<string, Pair[]>();
  const back: Pair[] = [];
  for (const root of roots) {
    if (state.has(root)) continue;
    // By hand, since a graph of a hundred steps may be one long line.
    const path = [{ name: root, next: 0 }];
    state.set(root, "open");
    for (let here = path[0]; here; here = path[path.length - 1]) {
      const exit = exits.get(here.name)?.[here.next];
      here.next += 1;
      if (exit === undefined) {
        state.set(here.name, "done");
        order.unshift(here.name);
        path.pop();
      } else if (state.get(exit) === "open") {
        back.push([here.name, exit]);
      } else {
        onward.set(here.name, [...(onward.get(here.name) ?? []), [here.name, exit]]);
        if (!state.has(exit)) path.push({ name: exit, next: 0 });
        if (!state.has(exit)) state.set(exit, "open");
      }
    }
  }
  return { order, onward, back };
}

export const mean = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** Orders the columns by where their neighbours stand, from the left and from the right in turn, and keeps the best. */
function untangle(grid: Cell[][]): void {
  const rank = (cells: Cell[]) => cells.forEach((cell, row) => (cell.y = row - (cells.length - 1) / 2));
  grid.forEach(rank);
  let best = { crossings: crossings(grid), order: grid.map((cells) => [...cells]) };
  for (let pass = 0; pass < 12 && best.crossings > 0; pass += 1) {
    const side = pass % 2 === 0 ? "before" : "after";
    for (const cells of pass % 2 === 0 ? grid : [...grid].reverse()) {
      const wish = new Map(cells.map((cell) => [cell, cell[side].length ? mean(cell[side].map(({ y }) => y)) : cell.y]));
      cells.sort((one, other) => (wish.get(one) ?? 0) - (wish.get(other) ?? 0));
      rank(cells);
    }
    swapNeighbours(grid, rank);
    const count = crossings(grid);
    if (count < best.crossings) best = { crossings: count, order: grid.map((cells) => [...cells]) };
  }
  grid.forEach((cells, column) => cells.splice(0, cells.length, ...(best.order[column] ?? [])));
  grid.forEach(rank);
}

/** Swaps those that stand one above the other where that saves a crossing. */
function swapNeighbours(grid: Cell[][], rank: (cells: Cell[]) => void): void {
  for (const cells of grid) {
    for (let row = 0; row + 1 < cells.length; row += 1) {
      const [upper, lower] = [cells[row] as Cell, cells[row + 1] as Cell];
      const tangled = (one: Cell, other: Cell) =>
        pairsInverted(one.before, other.before) + pairsInverted(one.after, other.after);
      if (tangled(lower, upper) < tangled(upper, lower)) {
        [cells[row], cells[row + 1]] = [lower, upper];
        rank(cells);
      }
    }
  }
}

const pairsInverted = (upper: Cell[], lower: Cell[]): number =>
  upper.reduce((sum, one) => sum + lower.filter((other) => one.y > other.y).length, 0);

function crossings(grid: Cell[][]): number {
  let count = 0;
  for (const cells of grid) {
    cells.forEach((upper, row) => {
      for (const lower of cells.slice(row + 1)) count += pairsInverted(upper.after, lower.after);
    });
  }
  return count;
}
