"""Danish alphabetical order: … y z æ ø å, and aa sorts as å (Retskrivningsordbogen).

The same order is kept twice: here for lists in memory, and as the SQL function
``danish_sort_key`` for stored, indexed columns (registry migration 0001). A test holds the two
against each other. Neither the C collation nor PostgreSQL's built-in ones give this order, and
ICU is not on every server.

Names are sorted word by word (a hyphen counts as a space): Faaborg-Midtfyn comes after Furesø. Which
aa is not an å (Isaac) can't be seen from the letters, so each one is.
"""

# The three last letters become the three ASCII characters after z; the rest lose their accents.
LETTERS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÆÄæäØÖøöÅåÉÈÊËéèêëÁÀÂÃáàâãÍÌÎÏíìîïÓÒÔÕóòôõÚÙÛúùûÜüÝýÑñÇçÐðÞþ-–’'",
    "abcdefghijklmnopqrstuvwxyz{{{{||||}}eeeeeeeeaaaaaaaaiiiiiiiioooooooouuuuuuyyyynnccddtt    ",
)


def sort_key(text: str) -> str:
    """The key that sorts ``text`` in Danish order by plain comparison of code points."""
    return text.translate(LETTERS).replace("aa", "}")
