"""Heavy work: a question becomes a report with its files, in a worker process or, on the command line, right here."""

from bot.workers.errors import JobDied, JobTimedOut, TooManyJobs
from bot.workers.pool import Jobs
from bot.workers.result_cache import Produced, Wants, produce
from bot.workers.subprocess_runner import run_in_subprocess

__all__ = ["JobDied", "JobTimedOut", "Jobs", "Produced", "TooManyJobs", "Wants", "produce", "run_in_subprocess"]
