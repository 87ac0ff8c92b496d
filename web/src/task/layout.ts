// Where the steps of a graph stand when it is drawn, and the lines between them. Pure: a graph in, numbers out. Graphs that
// are being edited are laid out too, with exits that lead nowhere left out and steps that nothing leads to in front.
import { layersOf, mean, type Cell, type StepShape } from "./layers";

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
  /** How many exits are not drawn, since there are too many to be told apart. */
  hidden: number;
}

export const STEP_HEIGHT = 46;
const GAP_X = 50;
const GAP_Y = 20;
const MARGIN = 6;
const LANE = 12;
const NARROWEST = 104;
const WIDEST = 216;
const PER_LETTER = 8.3;

interface Point {
  x: number;
  y: number;
}

/** Lays out a graph. */
export function layOut(drafts: StepShape[], initial: string): Layout {
  // A draft may name two steps alike or one not at all; what has no name of its own is not drawn.
  const shapes = drafts.filter(({ name }, at) => name !== "" && drafts.findIndex((other) => other.name === name) === at);
  const layers = layersOf(shapes, initial);
  if (!layers) return { width: 0, height: 0, steps: [], exits: [], hidden: 0 };
  const { grid, cells, onward, back, hidden, reached } = layers;
  stack(grid);

  // A way back to the first column needs room to come in from the left.
  const margin = MARGIN + (back.some(([from, to]) => to.column === 0 && from !== to) ? 30 : 0);
  const widths = grid.map((column) => Math.max(...column.map((cell) => (cell.name ? widthOf(cell.name) : NARROWEST / 2))));
  const left = widths.map((_, at) => margin + widths.slice(0, at).reduce((sum, width) => sum + width + GAP_X, 0));
  const all = grid.flat();
  const top = Math.min(...all.map((cell) => cell.y - heightOf(cell) / 2)) - MARGIN;
  const bottom = Math.max(...all.map((cell) => cell.y + heightOf(cell) / 2)) - top;
  const boxOf = ({ column, y }: Cell): Box => ({ x: left[column] ?? 0, width: widths[column] ?? 0, y: y - top });

  const steps = shapes.map(({ name, exits }): PlacedStep => {
    const { x, y, width } = boxOf(cells.get(name) as Cell);
    return { name, x, y: y - STEP_HEIGHT / 2, width, terminal: exits.length === 0, reachable: reached.has(name) };
  });
  const forward = onward.map((chain): PlacedExit => {
    const points = chain.flatMap((cell, index) => {
      const { x, width, y } = boxOf(cell);
      if (index === 0) return [{ x: x + width, y }];
      return index === chain.length - 1 ? [{ x, y }] : [{ x, y }, { x: x + width, y }];
    });
    const [first, last] = [chain[0] as Cell, chain[chain.length - 1] as Cell];
    return { from: first.name, to: last.name, path: curve(points), head: headRight(points[points.length - 1] as Point), back: false };
  });
  const lanes = lanesOf(back);
  const backward = back.map(([from, to], index): PlacedExit => {
    const lane = lanes[index] ?? 0;
    const drawn = from === to ? loop(boxOf(from)) : arc(boxOf(from), boxOf(to), bottom + (lane + 1) * LANE, lane);
    return { from: from.name, to: to.name, ...drawn, back: true };
  });
  const deepest = Math.max(-1, ...lanes);
  return {
    width: Math.max(...steps.map((step) => step.x + step.width)) + MARGIN + (backward.length ? 14 : 0),
    height: bottom + MARGIN + (deepest + 1) * LANE,
    steps,
    exits: [...forward, ...backward],
    hidden,
  };
}

const widthOf = (name: string): number => Math.min(WIDEST, Math.max(NARROWEST, 24 + Array.from(name).length * PER_LETTER));
const heightOf = (cell: Cell): number => (cell.name ? STEP_HEIGHT : LANE);

/** Gives every cell its height on the page: as near to its neighbours as those above and below it allow. */
function stack(grid: Cell[][]): void {
  const spread = (cells: Cell[], wish: number[]) => {
    let floor = -Infinity;
    cells.forEach((cell, index) => {
      cell.y = Math.max(wish[index] ?? 0, floor + heightOf(cell) / 2);
      floor = cell.y + heightOf(cell) / 2 + GAP_Y;
    });
    // Where they met they moved down; in the mean they stay where they wished to be.
    const moved = mean(cells.map((cell, index) => cell.y - (wish[index] ?? 0)));
    for (const cell of cells) cell.y -= moved;
  };
  for (const cells of grid) spread(cells, cells.map((cell) => cell.y * (STEP_HEIGHT + GAP_Y)));
  for (let pass = 0; pass < 8; pass += 1) {
    for (const cells of pass % 2 === 0 ? grid : [...grid].reverse()) {
      const beside = (cell: Cell) => [...cell.before, ...cell.after];
      spread(cells, cells.map((cell) => (beside(cell).length ? mean(beside(cell).map(({ y }) => y)) : cell.y)));
    }
  }
}

/** The lane below the graph that each way back takes; those that do not overlap share one. */
function lanesOf(back: [Cell, Cell][]): number[] {
  const taken: [number, number][][] = [];
  return back.map(([from, to]) => {
    if (from === to) return -1;
    const [start, end] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
    const free = taken.findIndex((spans) => spans.every(([first, last]) => end < first || last < start));
    const lane = free < 0 ? taken.push([]) - 1 : free;
    taken[lane]?.push([start, end]);
    return lane;
  });
}

type Box = Point & { width: number };

const tidy = (number: number) => Math.round(number * 10) / 10;
const path = (parts: (string | number)[]) => parts.map((part) => (typeof part === "number" ? tidy(part) : part)).join(" ");

function curve(points: Point[]): string {
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      if (!before) return path(["M", x, y]);
      const bend = (x - before.x) / 2;
      return path(["C", before.x + bend, before.y, x - bend, y, x, y]);
    })
    .join(" ");
}

const headRight = ({ x, y }: Point) => path(["M", x - 8, y - 4.5, "L", x, y, "L", x - 8, y + 4.5, "z"]);

/** A way back: out on the right, down between the columns, along its lane, up between the columns and in on the left. */
function arc(from: Box, to: Box, deep: number, lane: number): { path: string; head: string } {
  const [start, end] = [{ x: from.x + from.width, y: from.y + 13 }, { x: to.x, y: to.y + 13 }];
  const aside = 13 + (lane % 3) * 4;
  const [right, left, round] = [start.x + aside, end.x - aside - 4, 9];
  const line = path([
    ...["M", start.x, start.y, "H", right - round, "Q", right, start.y, right, start.y + round],
    ...["V", deep - round, "Q", right, deep, right - round, deep],
    ...["H", left + round, "Q", left, deep, left, deep - round],
    ...["V", end.y + round, "Q", left, end.y, left + round, end.y, "H", end.x],
  ]);
  return { path: line, head: headRight(end) };
}

/** A way from a step to itself, below it. */
function loop({ x, y, width }: Box): { path: string; head: string } {
  const [middle, low] = [x + width / 2, y + STEP_HEIGHT / 2];
  const line = path(["M", middle + 16, low, "C", middle + 16, low + 19, middle - 16, low + 19, middle - 16, low]);
  return { path: line, head: path(["M", middle - 20.5, low + 8, "L", middle - 16, low, "L", middle - 11.5, low + 8, "z"]) };
}
