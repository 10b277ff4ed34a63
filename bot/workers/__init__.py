"""Long computations: answers questions with reports and files, in worker processes or in this one."""

from bot.workers.errors import JobDied, JobTimedOut, TooManyJobs
from bot.workers.pool import JobPool
from bot.workers.result_cache import JobResult, RequestedFiles, run_job
from bot.workers.subprocess_runner import run_in_subprocess

__all__ = [
    "JobDied",
    "JobPool",
    "JobResult",
    "JobTimedOut",
    "RequestedFiles",
    "TooManyJobs",
    "run_in_subprocess",
    "run_job",
]
