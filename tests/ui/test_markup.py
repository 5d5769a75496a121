from ui.markup import button, fold, tag, text


def test_text_is_never_read_as_markup() -> None:
    assert text('<b onclick="x">&') == "&lt;b onclick=&quot;x&quot;&gt;&amp;"


def test_an_attribute_cannot_be_left_by_a_quote() -> None:
    assert tag("a", "x", title='" onclick="evil()') == '<a title="&quot; onclick=&quot;evil()">x</a>'


def test_a_missing_attribute_is_not_written() -> None:
    assert tag("p", "x", class_=None) == "<p>x</p>"


def test_a_button_shows_its_label_as_text() -> None:
    assert "&lt;i&gt;" in button("<i>", data_say="<i>")


def test_a_fold_opens_by_its_title() -> None:
    assert fold("More", "inside").startswith('<details class="sg-fold"><summary>More</summary>')
