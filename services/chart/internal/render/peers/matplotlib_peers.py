"""Draws a stock chart with matplotlib, for each line on the standard input one
picture, and one line of JSON about it.

"plain" draws the way mplfinance does: pyplot, a style applied for each chart,
two axes for each panel, dates at a slant, collections of wicks and bodies, and
savefig with a tight box. "tuned" does without all but the collections. Neither is mplfinance
itself, which takes longer.
"""

import base64
import io
import json
import sys
import time

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: E402
from matplotlib.collections import LineCollection, PolyCollection  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

UP, DOWN, GROUND, GRID, WORDS = "#26a69a", "#ef5350", "#131722", "#2a2e39", "#b2b5be"
DPI = 100
STYLE = {
    "figure.facecolor": GROUND, "axes.facecolor": GROUND, "axes.edgecolor": GRID, "axes.labelcolor": WORDS,
    "xtick.color": WORDS, "ytick.color": WORDS, "text.color": WORDS, "grid.color": GRID, "axes.grid": True,
    "savefig.facecolor": GROUND,
}
# Left, bottom, width and height of the panels, as parts of the picture.
PANELS = {"price": (0.02, 0.45, 0.9, 0.5), "volume": (0.02, 0.32, 0.9, 0.12), "rsi": (0.02, 0.19, 0.9, 0.12), "macd": (0.02, 0.06, 0.9, 0.12)}


def gaps(values):
    return [float("nan") if value is None else value for value in values]


def axes(figure):
    made, first = {}, None
    for name, place in PANELS.items():
        made[name] = figure.add_axes(place, sharex=first)
        first = first or made[name]
        made[name].yaxis.tick_right()
        if name != "macd":
            made[name].tick_params(labelbottom=False)
    return made


def candles(ax, bars):
    colours = [UP if bar["close"] >= bar["open"] else DOWN for bar in bars]
    wicks = [((x, bar["low"]), (x, bar["high"])) for x, bar in enumerate(bars)]
    bodies = [
        ((x - 0.35, bar["open"]), (x - 0.35, bar["close"]), (x + 0.35, bar["close"]), (x + 0.35, bar["open"]))
        for x, bar in enumerate(bars)
    ]
    ax.add_collection(LineCollection(wicks, colors=colours, linewidths=1))
    ax.add_collection(PolyCollection(bodies, facecolors=colours, edgecolors=colours, linewidths=0.5))
    ax.autoscale_view()


def columns_one_by_one(ax, heights, colours):
    ax.bar(range(len(heights)), heights, width=0.8, color=colours)


def columns_together(ax, heights, colours):
    boxes = [((x - 0.4, 0), (x - 0.4, h), (x + 0.4, h), (x + 0.4, 0)) for x, h in enumerate(heights)]
    ax.add_collection(PolyCollection(boxes, facecolors=colours))
    ax.autoscale_view()


def draw(figure, chart, columns):
    bars = chart["bars"]
    on = axes(figure)
    candles(on["price"], bars)
    on["price"].plot(gaps(chart["ema20"]), color="#2962ff", label="EMA 20")
    on["price"].plot(gaps(chart["ema50"]), color="#ff9800", label="EMA 50")
    on["price"].legend(loc="upper left")
    on["price"].set_title(chart["symbol"] + " daily")
    columns(on["volume"], [bar["volume"] for bar in bars], [UP if bar["close"] >= bar["open"] else DOWN for bar in bars])
    on["rsi"].plot(gaps(chart["rsi"]), color="#b39ddb")
    on["rsi"].axhline(70, color=WORDS, linestyle="--", linewidth=0.8)
    on["rsi"].axhline(30, color=WORDS, linestyle="--", linewidth=0.8)
    histogram = [0 if value is None else value for value in chart["histogram"]]
    columns(on["macd"], histogram, [UP if value >= 0 else DOWN for value in histogram])
    on["macd"].plot(gaps(chart["macd"]), color="#2962ff")
    on["macd"].plot(gaps(chart["signal"]), color="#ff9800")
    ticks = range(0, len(bars), 21)
    on["macd"].set_xticks(list(ticks), [bars[x]["date"] for x in ticks])
    on["macd"].set_xlim(-1, len(bars))


def plain(chart):
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=(chart["width"] / DPI, chart["height"] / DPI), dpi=DPI)
        draw(figure, chart, columns_one_by_one)
        for first in list(figure.axes):
            first.twinx().set_yticks([])
        plt.setp(figure.axes[len(PANELS) - 1].get_xticklabels(), rotation=45)
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=DPI, bbox_inches="tight")
        plt.close(figure)
    return out.getvalue()


def tuned(chart):
    figure = Figure(figsize=(chart["width"] / DPI, chart["height"] / DPI), dpi=DPI)
    draw(figure, chart, columns_together)
    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(out)
    return out.getvalue()


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        chart = json.load(file)
    manner = {"plain": plain, "tuned": tuned}[sys.argv[1]]
    if manner is tuned:
        plt.rcParams.update(STYLE)
    for _ in sys.stdin:
        began = time.perf_counter_ns()
        picture = manner(chart)
        nanoseconds = time.perf_counter_ns() - began
        print(json.dumps({"nanoseconds": nanoseconds, "picture": base64.b64encode(picture).decode()}), flush=True)


main()
