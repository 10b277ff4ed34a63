"""Who should spread it: accounts by PageRank on who pays attention to whom, with what stands beside the rank."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.errors import BadValue, MissingGrain, NothingInPeriod
from analytics.pagerank import Scores, pagerank
from analytics.privacy import Policy, is_pseudonym
from analytics.questions import InfluencersQuestion
from analytics.reports import InfluencersReport, Note, Rank, Reach, Rows
from analytics.store import Store
from analytics.store.graph import (
    NO_TIME,
    Account,
    Edges,
    accounts_on_topic,
    read_accounts,
    read_audience_topics,
    read_edges,
    read_engagement,
    topic_names,
)

TOLERANCE = 1e-12
_DAY = 86_400_000_000
_DRAWS = 400
_FEW_SOURCES = 0.5
_REACH_SHOWN = 3

Floats = npt.NDArray[np.float64]


def influencers(question: InfluencersQuestion, store: Store, policy: Policy) -> InfluencersReport:
    """Rank accounts by weighted, directed, time-decayed PageRank (see `analytics.pagerank`).

    Attention flows from who follows, shares, comments, saves or likes to whose it is. Own accounts take part and are
    listed apart; viewers take part and are never listed.

    Raises BadValue (a topic the data lacks), MissingGrain, NothingInPeriod.
    """
    period = question.period
    personal = _check_topic(question, store)
    edges = read_edges(store, period.start, period.end, question.platform, question.topic)
    if len(edges.weight) == 0:
        raise _nothing(question, store)
    graph = _Graph.of(edges, question.half_life)
    scores = pagerank(
        graph.source,
        graph.target,
        graph.weight,
        graph.kept,
        nodes=len(edges.names),
        damping=question.damping,
        personalisation=graph.personalisation(personal),
        tolerance=TOLERANCE,
    )
    ranks = _Ranking(question, store, edges.names, graph, scores, policy)
    return ranks.report()


def _check_topic(question: InfluencersQuestion, store: Store) -> set[str] | None:
    if question.topic is None:
        return None
    on_topic = accounts_on_topic(store, question.topic)
    if not on_topic:
        known = topic_names(store)
        expected = f"one of these topics: {', '.join(known[:12])}" if known else "topics, which this data does not have"
        raise BadValue("topic", question.topic, expected)
    return on_topic


def _nothing(question: InfluencersQuestion, store: Store) -> Exception:
    extent = store.extent()
    everything = read_edges(store, None, question.period.end)
    if extent is None or len(everything.weight) == 0:
        return MissingGrain("influencers", ("edges", "events"), ("videos",))
    start = question.period.start or extent.oldest
    return NothingInPeriod(*(f"{at:%Y-%m-%d}" for at in (start, question.period.end, extent.oldest, extent.newest)))


@dataclass(frozen=True, slots=True)
class _Graph:
    """Edges without self-loops, with what is left of each weight, and sums per node."""

    names: list[str]
    source: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]
    weight: Floats
    kept: Floats
    incoming: Floats
    incoming_kept: Floats
    distinct: npt.NDArray[np.int64]
    largest: Floats
    timed: bool
    pairs: int
    creator_edges: int

    @classmethod
    def of(cls, edges: Edges, half_life: float) -> _Graph:
        proper = (edges.source != edges.target) & (edges.weight > 0)
        source, target = edges.source[proper], edges.target[proper]
        weight, time = edges.weight[proper], edges.time[proper]
        kept, timed = _decayed(weight, time, half_life)
        nodes = len(edges.names)
        pair = target.astype(np.int64) * nodes + source
        distinct_pairs, which = np.unique(pair, return_inverse=True)
        pair_weight = np.bincount(which, weight, len(distinct_pairs))
        pair_target = distinct_pairs // nodes
        largest = np.zeros(nodes)
        np.maximum.at(largest, pair_target, pair_weight)
        incoming = np.bincount(target, weight, nodes).astype(np.float64)
        between = int((incoming[distinct_pairs % nodes] > 0).sum())
        return cls(
            edges.names,
            source,
            target,
            weight,
            kept,
            incoming,
            np.bincount(target, kept, nodes).astype(np.float64),
            np.bincount(pair_target, minlength=nodes),
            largest,
            timed,
            len(distinct_pairs),
            between,
        )

    def personalisation(self, handles: set[str] | None) -> Floats | None:
        """Uniform over `handles`; None (uniform over all) where none of them is in the graph."""
        if handles is None:
            return None
        mass = np.fromiter((name in handles for name in self.names), np.float64, len(self.names))
        return mass if mass.any() else None


def _decayed(weight: Floats, time: npt.NDArray[np.int64], half_life: float) -> tuple[Floats, bool]:
    has_time = time != NO_TIME
    if not has_time.any():
        return weight, False
    age = np.where(has_time, (time[has_time].max() - time) / _DAY, 0.0)
    return weight * np.exp2(-age / half_life), True


class _Ranking:
    """Puts names, audiences, engagement and reach beside the scores."""

    def __init__(
        self,
        question: InfluencersQuestion,
        store: Store,
        names: list[str],
        graph: _Graph,
        scores: Scores,
        policy: Policy,
    ) -> None:
        self._question, self._store, self._policy = question, store, policy
        self._names, self._graph, self._scores = names, graph, scores
        self._accounts = read_accounts(store)
        self._engagement = _Engagement(store, question)
        # Ties go by name, so that the order of rows in a file decides nothing.
        self._order = sorted(range(len(names)), key=lambda node: (-round(float(scores.values[node]), 15), names[node]))

    def report(self) -> InfluencersReport:
        question, graph = self._question, self._graph
        extent = self._store.extent()
        period = question.period
        if period.start is None and extent is not None:
            period = period.model_copy(update={"start": min(extent.oldest, period.end)})
        public = [node for node in self._order if self._is_public(node)]
        own = [node for node in public if self._is_ours(node)]
        others = [node for node in public if not self._is_ours(node)][: question.n]
        reaches = self._reaches([*others, *own])
        timed_end = extent.newest if extent else question.period.end
        return InfluencersReport(
            question=question,
            period=period,
            n=len(self._names),
            data_version=self._store.data_version,
            newest=timed_end,
            simulated=self._store.simulated,
            notes=() if graph.timed else (Note(code="no_times"),),
            rows=self._rows(),
            edges=graph.pairs,
            ranks=tuple(self._rank(node, reaches) for node in others),
            own=tuple(self._rank(node, reaches) for node in own),
            creator_edges=graph.creator_edges,
            iterations=self._scores.iterations,
            tolerance=TOLERANCE,
        )

    def _is_public(self, node: int) -> bool:
        name = self._names[node]
        return self._graph.distinct[node] > 0 and not is_pseudonym(name)

    def _is_ours(self, node: int) -> bool:
        account = self._accounts.get(self._names[node])
        return account is not None and account.ours

    def _rank(self, node: int, reaches: dict[str, tuple[Reach, ...]]) -> Rank:
        name = self._names[node]
        account = self._accounts.get(name)
        rate, low, high, views = self._engagement.interval(name)
        audience, kind = self._audience(node, account)
        return Rank(
            handle=name,
            score=float(self._scores.values[node]),
            audience=audience,
            audience_kind="followers" if kind else "weighted",
            sources=int(self._graph.distinct[node]),
            engagement_rate=rate,
            engagement_low=low,
            engagement_high=high,
            engagement_n=views,
            reaches=reaches.get(name, ()),
            ours=account is not None and account.ours,
            flags=self._flags(node),
        )

    def _audience(self, node: int, account: Account | None) -> tuple[float | None, bool]:
        if account is not None and account.followers is not None:
            return float(account.followers), True
        return float(self._graph.incoming[node]), False

    def _flags(self, node: int) -> tuple[str, ...]:
        incoming = self._graph.incoming[node]
        if incoming <= 0:
            return ()
        flags = []
        if self._graph.incoming_kept[node] < incoming / 2:
            flags.append("stale")
        if self._graph.largest[node] > _FEW_SOURCES * incoming:
            flags.append("few_sources")
        return tuple(flags)

    def _reaches(self, nodes: list[int]) -> dict[str, tuple[Reach, ...]]:
        handles = sorted({self._names[node] for node in nodes})
        if not handles:
            return {}
        period = self._question.period
        found: dict[str, list[Reach]] = defaultdict(list)
        table = read_audience_topics(self._store, handles, period.start, period.end)
        for row in table.to_pylist():
            if row["viewers"] >= self._policy.minimum_group and len(found[row["account"]]) < _REACH_SHOWN:
                share = row["viewers"] / row["fans"]
                found[row["account"]].append(Reach(dimension="topic", value=row["topic"], share=share))
        return {handle: tuple(reaches) for handle, reaches in found.items()}

    def _rows(self) -> Rows:
        names = [self._names[node] for node in self._order]
        accounts = [self._accounts.get(name) for name in names]
        intervals = [self._engagement.interval(name) for name in names]
        return Rows(
            {
                "handle": names,
                "score": [float(self._scores.values[node]) for node in self._order],
                "rank": list(range(1, len(names) + 1)),
                "audience": [
                    self._audience(node, account)[0] for node, account in zip(self._order, accounts, strict=True)
                ],
                "engagement_rate": [rate for rate, _, _, _ in intervals],
                "engagement_low": [low for _, low, _, _ in intervals],
                "engagement_high": [high for _, _, high, _ in intervals],
                "engagement_n": [views for _, _, _, views in intervals],
                "sources": [int(self._graph.distinct[node]) for node in self._order],
                "ours": [int(account is not None and account.ours) for account in accounts],
                "flags": [" ".join(self._flags(node)) for node in self._order],
            }
        )


class _Engagement:
    """Reactions per view by account, with a 95 % interval from a bootstrap over its videos (Efron 1979)."""

    def __init__(self, store: Store, question: InfluencersQuestion) -> None:
        table = read_engagement(store, question.period.end)
        self._of: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for account, views, reactions in zip(*(table.column(i).to_pylist() for i in range(3)), strict=True):
            self._of[account][0].append(views)
            self._of[account][1].append(reactions)
        self._known: dict[str, tuple[float | None, float | None, float | None, int]] = {}

    def interval(self, handle: str) -> tuple[float | None, float | None, float | None, int]:
        """Rate, low, high (None with fewer than three videos), and the views behind them."""
        if handle not in self._of:
            return None, None, None, 0
        if handle not in self._known:
            self._known[handle] = self._bootstrap(*(np.asarray(values, np.float64) for values in self._of[handle]))
        return self._known[handle]

    @staticmethod
    def _bootstrap(views: Floats, reactions: Floats) -> tuple[float | None, float | None, float | None, int]:
        rate, n = float(reactions.sum() / views.sum()), int(views.sum())
        if len(views) < 3:
            return rate, None, None, n
        drawn = np.random.default_rng(0).integers(0, len(views), (_DRAWS, len(views)))
        low, high = np.quantile(reactions[drawn].sum(1) / views[drawn].sum(1), (0.025, 0.975))
        return rate, float(low), float(high), n
