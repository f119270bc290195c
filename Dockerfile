# The program alone, without PostgreSQL: docker-compose.yml adds that. Each step is what `make` does on any machine.

FROM rust:1.95-bookworm AS build
WORKDIR /countersign
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/countersign/target \
    make release && cp target/release/countersign target/release/countersign-paper /usr/local/bin/

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent countersign
COPY --from=build /usr/local/bin/countersign /usr/local/bin/countersign-paper /usr/local/bin/
USER countersign
ENV COUNTERSIGN_LISTEN=0.0.0.0:8080 COUNTERSIGN_LOG_FORMAT=json
EXPOSE 8080
# bash speaks enough HTTP for this; the image needs no client of its own
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200 OK' <&3"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["countersign"]
CMD ["serve"]
