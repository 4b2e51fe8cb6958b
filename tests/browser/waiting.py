"""Scripts that tell when a page in a browser is whole, for `Page.wait_for_function`."""

# the page has run to its end, and each of its charts is drawn
SETTLED = """() => document.querySelector('[data-testid=stMain] h1')
  && document.querySelector('[data-test-script-state=notRunning]')
  && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
       .every(chart => chart.querySelector('.main-svg'))
  && [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
       .every(({shadowRoot}) => shadowRoot?.querySelector('.overview, .over')
         || !shadowRoot?.querySelector('style')?.textContent.includes('.overview'))"""
