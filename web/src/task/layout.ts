// Where the steps of a graph stand when it is drawn: columns from left to right by how far a step is from the first one,
// rows so that few lines cross, and ways back as arcs below everything. Pure: numbers in, numbers out. Graphs that are
// being edited are laid out too, with exits that lead nowhere left out and steps that nothing leads to put in front.

/** What is needed of a step. */
export interface StepShape {
  name: string;
  exits: string[];
}

/** A step with its place; x and y are its upper left corner. */
export interface PlacedStep {
  name: string;
  x: number;
  y: number;
  width: number;
  /** Whether nothing leads out of it. */
  terminal: boolean;
  /** Whether it can be reached from the first one. */
  reachable: boolean;
}

/** A way from one step to another. */
export interface PlacedExit {
  from: string;
  to: string;
  /** The line, as an SVG path. */
  path: string;
  /** The head of the arrow, as an SVG path. */
  head: string;
  back: boolean;
}

export interface Layout {
  width: number;
  height: number;
  steps: PlacedStep[];
  exits: PlacedExit[];
}

export const STEP_HEIGHT = 46;
const GAP_X = 56;
const GAP_Y = 18;
const MARGIN = 6;
const LANE = 13;
const NARROWEST = 104;
const WIDEST = 208;
const PER_LETTER = 7.4;

// A place in a column: a step, or where a line passes on its way to a farther column.
interface Cell {
  name: string;
  step: boolean;
  column: number;
  y: number;
  before: Cell[];
  after: Cell[];
}

/** Lays out a graph. */
export function layOut(shapes: StepShape[], initial: string): Layout {
  const exits = knownExits(shapes);
  const names = [...exits.keys()];
  const start = exits.has(initial) ? initial : names[0];
  if (start === undefined) return { width: 0, height: 0, steps: [], exits: [] };
  const { order, back } = explore(start, names, exits);
  const reached = reach(start, exits);
  const column = columns(order, exits, back);
  const { grid, cells, chains } = fill(order, exits, back, column);
  untangle(grid);
  stack(grid);

  const widths = grid.map((cellsOf) =>
    Math.max(...cellsOf.map((cell) => (cell.step ? widthOf(cell.name) : NARROWEST / 2)), NARROWEST / 2),
  );
  const left = widths.map((_, at) => MARGIN + widths.slice(0, at).reduce((sum, width) => sum + width + GAP_X, 0));
  const top = Math.min(...grid.flat().map((cell) => cell.y - heightOf(cell) / 2));
  const bottom = Math.max(...grid.flat().map((cell) => cell.y + heightOf(cell) / 2)) - top + MARGIN;
  const middle = (cell: Cell) => cell.y - top + MARGIN;
  const at = (cell: Cell) => ({ x: left[cell.column] ?? 0, width: widths[cell.column] ?? 0, y: middle(cell) });

  const steps = names.map((name): PlacedStep => {
    const cell = cells.get(name) as Cell;
    const { x, y, width } = at(cell);
    return { name, x, y: y - STEP_HEIGHT / 2, width, terminal: exits.get(name)?.length === 0, reachable: reached.has(name) };
  });
  const forward = chains.map(([from, to, chain]): PlacedExit => {
    const points = chain.flatMap((cell, index) => {
      const { x, width, y } = at(cell);
      if (index === 0) return [{ x: x + width, y }];
      return index === chain.length - 1 ? [{ x, y }] : [{ x, y }, { x: x + width, y }];
    });
    return { from, to, path: curve(points), head: headRight(points[points.length - 1] as Point), back: false };
  });
  const lanes = back.map(([from, to], lane) => arc(at(cells.get(from) as Cell), at(cells.get(to) as Cell), bottom, lane, from, to));
  const width = MARGIN + Math.max(...steps.map((step) => step.x + step.width));
  return { width, height: bottom + MARGIN + (lanes.length ? (lanes.length + 1) * LANE : 0), steps, exits: [...forward, ...lanes] };
}

/** How wide a step is drawn. */
export const widthOf = (name: string): number =>
  Math.min(WIDEST, Math.max(NARROWEST, 24 + Array.from(name).length * PER_LETTER));

const heightOf = (cell: Cell) => (cell.step ? STEP_HEIGHT : LANE);

function knownExits(shapes: StepShape[]): Map<string, string[]> {
  const names = new Set(shapes.map((shape) => shape.name));
  return new Map(shapes.map(({ name, exits }) => [name, [...new Set(exits)].filter((exit) => names.has(exit))]));
}

/** Every step, each after all that leads to it but ways back; and these. */
function explore(start: string, names: string[], exits: Map<string, string[]>): { order: string[]; back: [string, string][] } {
  const state = new Map<string, "open" | "done">();
  const order: string[] = [];
  const back: [string, string][] = [];
  for (const root of [start, ...names]) {
    if (state.has(root)) continue;
    // By hand, since a graph of a hundred steps may be one long line.
    const path = [{ name: root, next: 0 }];
    state.set(root, "open");
    while (path.length > 0) {
      const here = path[path.length - 1] as { name: string; next: number };
      const exit = exits.get(here.name)?.[here.next];
      here.next += 1;
      if (exit === undefined) {
        state.set(here.name, "done");
        order.unshift(here.name);
        path.pop();
      } else if (state.get(exit) === "open") {
        back.push([here.name, exit]);
      } else if (!state.has(exit)) {
        state.set(exit, "open");
        path.push({ name: exit, next: 0 });
      }
    }
  }
  return { order, back };
}

function reach(start: string, exits: Map<string, string[]>): Set<string> {
  const reached = new Set([start]);
  for (const name of reached) for (const exit of exits.get(name) ?? []) reached.add(exit);
  return reached;
}

const pairKey = (from: string, to: string) => JSON.stringify([from, to]);

/** The column of each step: one more than that of the farthest step that leads to it. */
function columns(order: string[], exits: Map<string, string[]>, back: [string, string][]): Map<string, number> {
  const isBack = new Set(back.map(([from, to]) => pairKey(from, to)));
  const column = new Map(order.map((name) => [name, 0]));
  for (const from of order) {
    for (const to of exits.get(from) ?? []) {
      if (isBack.has(pairKey(from, to))) continue;
      column.set(to, Math.max(column.get(to) ?? 0, (column.get(from) ?? 0) + 1));
    }
  }
  return column;
}

function fill(order: string[], exits: Map<string, string[]>, back: [string, string][], column: Map<string, number>) {
  const isBack = new Set(back.map(([from, to]) => pairKey(from, to)));
  const grid: Cell[][] = Array.from({ length: Math.max(...column.values()) + 1 }, () => []);
  const put = (name: string, at: number, step: boolean): Cell => {
    const cell: Cell = { name, step, column: at, y: 0, before: [], after: [] };
    grid[at]?.push(cell);
    return cell;
  };
  const cells = new Map(order.map((name) => [name, put(name, column.get(name) ?? 0, true)]));
  const chains: [string, string, Cell[]][] = [];
  for (const from of order) {
    for (const to of exits.get(from) ?? []) {
      if (isBack.has(pairKey(from, to))) continue;
      const [first, last] = [cells.get(from) as Cell, cells.get(to) as Cell];
      const chain = [first];
      for (let at = first.column + 1; at < last.column; at += 1) chain.push(put("", at, false));
      chain.push(last);
      chain.slice(1).forEach((cell, index) => {
        const before = chain[index] as Cell;
        before.after.push(cell);
        cell.before.push(before);
      });
      chains.push([from, to, chain]);
    }
  }
  return { grid, cells, chains };
}

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** Orders the rows by where the neighbours stand, from the left and from the right in turn. */
function untangle(grid: Cell[][]): void {
  const rank = () => grid.forEach((cells) => cells.forEach((cell, row) => (cell.y = row - (cells.length - 1) / 2)));
  rank();
  for (let pass = 0; pass < 8; pass += 1) {
    const side = pass % 2 === 0 ? "before" : "after";
    for (const cells of pass % 2 === 0 ? grid : [...grid].reverse()) {
      const wish = new Map(cells.map((cell) => [cell, cell[side].length ? mean(cell[side].map(({ y }) => y)) : cell.y]));
      cells.sort((one, other) => (wish.get(one) ?? 0) - (wish.get(other) ?? 0));
      cells.forEach((cell, row) => (cell.y = row - (cells.length - 1) / 2));
    }
  }
  rank();
}

/** Gives every cell its height on the page: as near to its neighbours as those above and below it allow. */
function stack(grid: Cell[][]): void {
  const spread = (cells: Cell[], wish: number[]) => {
    let floor = -Infinity;
    cells.forEach((cell, index) => {
      cell.y = Math.max(wish[index] ?? 0, floor + heightOf(cell) / 2);
      floor = cell.y + heightOf(cell) / 2 + GAP_Y;
    });
    // All of them moved down where they met; half of that is given back.
    const moved = mean(cells.map((cell, index) => cell.y - (wish[index] ?? 0)));
    for (const cell of cells) cell.y -= moved;
  };
  for (const cells of grid) spread(cells, cells.map((cell) => cell.y * (STEP_HEIGHT + GAP_Y)));
  for (let pass = 0; pass < 6; pass += 1) {
    const side = pass % 2 === 0 ? "before" : "after";
    for (const cells of pass % 2 === 0 ? grid : [...grid].reverse()) {
      spread(cells, cells.map((cell) => (cell[side].length ? mean(cell[side].map(({ y }) => y)) : cell.y)));
    }
  }
}

interface Point {
  x: number;
  y: number;
}

const at = (number: number) => Math.round(number * 10) / 10;

function curve(points: Point[]): string {
  return points.reduce((path, { x, y }, index) => {
    const before = points[index - 1];
    if (!before) return `M${at(x)} ${at(y)}`;
    const bend = (x - before.x) / 2;
    return `${path}C${at(before.x + bend)} ${at(before.y)} ${at(x - bend)} ${at(y)} ${at(x)} ${at(y)}`;
  }, "");
}

const headRight = ({ x, y }: Point) => `M${at(x - 8)} ${at(y - 4.5)}L${at(x)} ${at(y)}L${at(x - 8)} ${at(y + 4.5)}z`;
const headUp = ({ x, y }: Point) => `M${at(x - 4.5)} ${at(y + 8)}L${at(x)} ${at(y)}L${at(x + 4.5)} ${at(y + 8)}z`;

/** A way back: out at the bottom, along a lane of its own, and in at the bottom. */
function arc(
  from: Point & { width: number },
  to: Point & { width: number },
  bottom: number,
  lane: number,
  fromName: string,
  toName: string,
): PlacedExit {
  const own = fromName === toName;
  const start = { x: from.x + from.width * (own ? 0.65 : 0.5) + (lane % 3) * 5, y: from.y + STEP_HEIGHT / 2 };
  const end = { x: to.x + to.width * (own ? 0.35 : 0.5) - 10 - (lane % 3) * 5, y: to.y + STEP_HEIGHT / 2 };
  const deep = own ? start.y + 16 : bottom + (lane + 1) * LANE;
  const [turn, sign] = [Math.min(14, Math.abs(start.x - end.x) / 2), start.x < end.x ? 1 : -1];
  const path =
    `M${at(start.x)} ${at(start.y)}V${at(deep - turn)}Q${at(start.x)} ${at(deep)} ${at(start.x + sign * turn)} ${at(deep)}` +
    `H${at(end.x - sign * turn)}Q${at(end.x)} ${at(deep)} ${at(end.x)} ${at(deep - turn)}V${at(end.y)}`;
  return { from: fromName, to: toName, path, head: headUp(end), back: true };
}
