// Draws a stock chart with Chart.js on Skia, the way QuickChart does: for each
// line on the standard input one picture, and one line of JSON about it.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createCanvas } from '@napi-rs/canvas';
import { Chart, registerables } from 'chart.js';
import 'chartjs-adapter-luxon';
// What the package names as its main file cannot be imported.
import { CandlestickController, CandlestickElement } from 'chartjs-chart-financial/dist/chartjs-chart-financial.esm.js';

Chart.register(...registerables, CandlestickController, CandlestickElement);

const chart = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const up = '#26a69a';
const down = '#ef5350';
const times = chart.bars.map((bar) => Date.parse(bar.date));
const at = (values) => values.map((y, i) => ({ x: times[i], y: y ?? NaN }));
const shade = chart.bars.map((bar) => (bar.close >= bar.open ? up : down) + '80');

function line(label, values, yAxisID, borderColor) {
  return { type: 'line', label, data: at(values), yAxisID, borderColor, borderWidth: 2, pointRadius: 0, spanGaps: false };
}

function columns(label, values, yAxisID, backgroundColor) {
  return { type: 'bar', label, data: at(values), yAxisID, backgroundColor, barPercentage: 0.9, categoryPercentage: 0.9 };
}

function panel(stackWeight, weight) {
  return { type: 'linear', position: 'right', stack: 'panels', stackWeight, weight, offset: false, grid: { color: '#2a2e39' }, ticks: { color: '#b2b5be' } };
}

const ground = {
  id: 'ground',
  beforeDraw({ ctx, width, height }) {
    ctx.fillStyle = '#131722';
    ctx.fillRect(0, 0, width, height);
  },
};

function config() {
  return {
    type: 'candlestick',
    data: {
      datasets: [
        {
          label: chart.symbol, yAxisID: 'price', backgroundColors: { up, down, unchanged: up }, borderColors: { up, down, unchanged: up },
          data: chart.bars.map((bar, i) => ({ x: times[i], o: bar.open, h: bar.high, l: bar.low, c: bar.close })),
        },
        line('EMA 20', chart.ema20, 'price', '#2962ff'),
        line('EMA 50', chart.ema50, 'price', '#ff9800'),
        columns('Volume', chart.bars.map((bar) => bar.volume), 'volume', shade),
        line('RSI 14', chart.rsi, 'rsi', '#b39ddb'),
        columns('Histogram', chart.histogram, 'macd', '#78909c'),
        line('MACD', chart.macd, 'macd', '#2962ff'),
        line('Signal', chart.signal, 'macd', '#ff9800'),
      ],
    },
    options: {
      animation: false, responsive: false, devicePixelRatio: 1,
      plugins: { legend: { labels: { color: '#d1d4dc' } }, title: { display: true, text: `${chart.symbol} daily`, color: '#d1d4dc' } },
      scales: {
        x: { type: 'timeseries', offset: true, grid: { color: '#2a2e39' }, ticks: { color: '#b2b5be', maxRotation: 0, autoSkip: true } },
        price: panel(4, 0), volume: panel(1, 1), rsi: panel(1.2, 2), macd: panel(1.2, 3),
      },
    },
    plugins: [ground],
  };
}

for await (const _ of createInterface({ input: process.stdin })) {
  const began = process.hrtime.bigint();
  const canvas = createCanvas(chart.width, chart.height);
  const drawn = new Chart(canvas.getContext('2d'), config());
  const picture = canvas.toBuffer('image/png');
  drawn.destroy();
  const nanoseconds = Number(process.hrtime.bigint() - began);
  console.log(JSON.stringify({ nanoseconds, picture: picture.toString('base64') }));
}
