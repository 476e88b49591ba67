"""The dashboard: ``streamlit run dashboard.py [-- --articles DIR | --store DIR]``."""

from contextlib import suppress

from newstables.app import correct, data, faults, filters, heap, honesty, links, router, sign_in, turns, uploads
from newstables.app.settings import settings

page = router.asked_page()
sign_in.required()
with faults.told(), turns.taken():
    data.prepare(settings())
    heap.set_up()
    uploads.banner()
    later = uploads.with_own(data.coverage(settings()), data.version(settings()), correct.made(settings()))
    every = later()
    with filters.sidebar(every, data.knowledge(), data.chooser(settings(), every), later):
        honesty.samples(every.articles)
        links.warn_if_changed(data.snapshot(settings()))
        with suppress(router.PageEnd):
            page.run()
        honesty.about(settings(), filters.current_view().rows)  # last: no chart waits for it
