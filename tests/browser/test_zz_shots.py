import pytest
@pytest.fixture(autouse=True)
def _urls(settings): settings.ROOT_URLCONF="tests.browser.show"
def test_shots(new_context, user_with, sign_in, complaints):
    user = user_with("secretariat")
    for name, vp in {"d":{"width":1280,"height":900},"p":{"width":390,"height":844},"z":{"width":640,"height":450}}.items():
        ctx=new_context(vp); pg=ctx.new_page(); sign_in(pg,user)
        for path in ("show/","show/refused/","show/parts/","show/order/","nowhere"):
            pg.goto("/"+path); pg.wait_for_load_state("networkidle")
            pg.screenshot(path=f"/tmp/shots/{name}-{path.strip('/').replace('/','-')}.png", full_page=True)
    complaints.clear() if all("404" in c for c in complaints) else None
