"""What is public of the meetings, in the terms of OParl 1.1 (https://schema.oparl.org/1.1/), for any program.

One Body for each KKR. An object's id is its address, made of what never changes: another number, date or
version leaves it as it is. Closed things are left out, as on the pages. What was public and is not any more
is told as deleted, so that whoever has copied it learns of it.

``stamps`` says when an object arose and last changed, ``found`` and ``posts`` what there is, ``told_…`` what
is told of it; ``kinds`` brings them together, ``pages`` makes lists.
"""
