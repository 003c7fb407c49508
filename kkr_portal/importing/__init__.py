"""Taking tables in, the same way for all of them: paste or upload, see row by row what would happen, say yes.

headings.py   which column is which; dates and numbers as people write them
plans.py      what an import would do, before anybody agrees to it
forms.py      a pasted table or a file
pages.py      preview and confirmation of one page; nothing is kept between the two but what the form carries
made.py       the imports that were made, as the history has them
undoing.py    an import taken back, as a whole or not at all
templates.py  empty files with the right headings and examples
populations.py organisations.py   the imports of the reference data; actions.py writes them
"""
