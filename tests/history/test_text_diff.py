"""Word by word, from the old text to the new."""

from hypothesis import given
from hypothesis import strategies as st

from kkr_portal.history.text_diff import MAX_WORDS, Piece, diff


def test_words_removed_and_added():
    assert diff(
        "KKR tager orienteringen til efterretning.", "KKR drøfter og tager sagen til efterretning."
    ) == [
        Piece("same", "KKR "),
        Piece("added", "drøfter og "),
        Piece("same", "tager "),
        Piece("removed", "orienteringen "),
        Piece("added", "sagen "),
        Piece("same", "til efterretning."),
    ]


def test_a_new_paragraph_leaves_the_words_before_it():
    assert diff("Punktet drøftes.", "Punktet drøftes.\nOg udsættes.") == [
        Piece("same", "Punktet drøftes."),
        Piece("added", "\nOg udsættes."),
    ]


def test_what_is_far_from_a_change_is_left_out():
    words = [f"ord{number} " for number in range(100)]
    after = [*words]
    after[50] = "andet "
    assert diff("".join(words), "".join(after)) == [
        Piece("same", "… " + "".join(words[35:50])),
        Piece("removed", "ord50 "),
        Piece("added", "andet "),
        Piece("same", "".join(words[51:66]) + "… "),
    ]


def test_a_very_long_text_is_compared_by_lines():
    long = "ord " * (MAX_WORDS + 1) + "\n"
    assert diff(long + "første\n", long + "anden linje\n") == [
        Piece("same", "… " + "ord " * 14 + "\n"),
        Piece("removed", "første\n"),
        Piece("added", "anden linje\n"),
    ]


text = st.lists(st.sampled_from(["KKR ", "tager ", "sagen\n", " ", "æøå"]), max_size=20).map("".join)


@given(text, text)
def test_the_pieces_make_both_texts(old, new):
    pieces = diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
