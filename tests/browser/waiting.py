"""Scripts that tell when a page in a browser is whole, for `Page.wait_for_function`."""

# the page has run to its end, and each of its charts is drawn
SETTLED = """() => document.querySelector('[data-testid=stMain] h1')
  && !document.getElementById('first-screen')
  && document.querySelector('[data-test-script-state=notRunning]')
  && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
       .every(chart => chart.querySelector('.main-svg'))
  && [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
       .every(({shadowRoot}) => shadowRoot?.querySelector('.overview, .over')
         || !shadowRoot?.querySelector('style')?.textContent.includes('.overview'))"""
# what was set has been drawn
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# a chart is drawn anew a while after its place became narrower
FITTED = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every((chart) =>
  chart.querySelector('.main-svg')?.getBoundingClientRect().width <= chart.clientWidth + 1)"""
# what was opened has come to its full height, and what stands in it moves no more under a click
UNFOLDED = (
    "() => [...document.querySelectorAll('details')].every((it) => !it.getAnimations().length)"
)
# what a click on a group of tiles opens has grown to its place: no click counts until then
GROWN = """() => new Promise((done) => {
  const places = () =>
    [...document.querySelectorAll('g.slice path')].map((it) => it.getAttribute('d')).join();
  const look = (before) => setTimeout(
    () => (places() === before ? done(true) : look(places())), 100);
  look(places());
})"""
