"""Annex A of the letter of 30 September 2021 as one pastes it, with titles, headings and totals."""

from kkr_portal.demonstration import figures


def annex_a(*, change=None, leave_out=(), total=None) -> str:
    """``change``: code → other text for its number; ``leave_out``: codes; ``total``: region → its total."""
    lines, region = ["Beregnete kommunekvoter 2022"], ""
    for row in figures.rows("quotas_2022"):
        if row["kind"] == "municipality":
            if row["region"] != region:
                region = row["region"]
                lines.append(f"Region {region}")
            if row["code"] not in leave_out:
                number = (change or {}).get(row["code"], row["quota"])
                lines.append(f"{row['code']} {row['name']}\t{number}")
        else:
            number = (total or {}).get(row["region"], row["quota"])
            lines.append(f"{row['name']}\t{number}")
    return "\n".join(lines)
