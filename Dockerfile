# The dashboard as a host starts it, over the samples or over a store that is mounted at /store; see docs/sharing.md.
FROM python:3.12-slim

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1 MALLOC_ARENA_MAX=2
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt "Authlib>=1.3.2"

COPY . .
# Built here, so that a container starts at once, needs no spaCy for it, and may have a file system that is read-only.
RUN python -m newstables build seeds --store /store \
 && useradd --system --create-home --uid 10001 news
USER news

ENV NEWSTABLES_STORE=/store
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "asgi.py", "--server.address=0.0.0.0", "--server.port=8501", \
     "--server.headless=true", "--server.fileWatcherType=none"]
