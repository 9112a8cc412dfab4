"""Score survey questions by the counts of their answers, in years that say what an answer is worth.

Known for the internal survey of 2564 alone, from one university's form: four levels, worth 0, 33, 67 and 100, the other
way round where the lowest level is the best answer; no and yes, worth 0 and 100, the other way round where no is best.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from itaxl.instrument.model import Instrument, Question
from itaxl.instrument.scoring import mean, weighted_mean

NO_YES = (Decimal(0), Decimal(100))


def part_codes(question: Question) -> tuple[str, ...]:
    """Return the code of each part as the workbooks have it: I1.1, I1.2; the question's own where it is of one part."""
    if question.parts == 1:
        return (question.code,)
    return tuple(f"{question.code}.{part}" for part in range(1, question.parts + 1))


def worth(question: Question, part: int, instrument: Instrument) -> tuple[Decimal, ...]:
    """Return what each answer to a part (from 1) is worth (0–100): from the lowest level to the highest, or no, yes.

    Empty where the instrument does not know what its levels are worth. Raises ValueError for a part that is not there.
    """
    if not 1 <= part <= question.parts:
        raise ValueError(part)
    if not instrument.levels:
        return ()
    scores = NO_YES if question.answers == "yes_no" else instrument.levels
    return tuple(reversed(scores)) if part in question.reversed else scores


def part_score(counts: Sequence[int], scores: Sequence[Decimal]) -> Fraction | None:
    """Mean (0–100) of all answers, `counts` of each in the order of `scores`; None where nobody answered.

    Raises ValueError for a count under 0 and for another number of counts than of scores.
    """
    if len(counts) != len(scores) or any(count < 0 for count in counts):
        raise ValueError(counts)
    return weighted_mean((Fraction(score), count) for score, count in zip(scores, counts, strict=True))


def question_score(
    question: Question, counts: Sequence[Sequence[int]], instrument: Instrument
) -> Fraction | None:
    """Return the score (0–100) of a question: the mean of its parts, `counts` for each part in order.

    None where the levels' worth is unknown or nobody answered a part. Raises ValueError for counts that do not fit.
    """
    if not instrument.levels:
        return None
    if len(counts) != question.parts:
        raise ValueError(counts)
    scores = [
        part_score(count, worth(question, part, instrument)) for part, count in enumerate(counts, start=1)
    ]
    known_scores = [score for score in scores if score is not None]
    return mean(known_scores) if len(known_scores) == len(scores) else None
