# The image is one static program, the certificates it trusts, and nothing else: no shell, no package manager.
#
#   docker build --build-arg VERSION=v1.2.3 -t appealbot .
#   docker run -p 8065:8065 -v appealbot:/data appealbot      a practice room; no account and no token is needed
#
# That image takes only videos that can be published as they are. One with ffmpeg, which converts all others, on Debian:
#
#   docker build --target video -t appealbot .
#
# configs/README.md says how to run it for the department's own chat.
FROM golang:1.26-bookworm AS build
WORKDIR /src

# Modules first: they change seldom, and their layer is kept as long as these two files are.
COPY go.mod go.sum ./
RUN go mod download && go mod verify

COPY cmd cmd
COPY bot bot
COPY commands commands
COPY store store
COPY configs configs

# CI cannot run docker. It takes the next RUN line out of this file and runs it, so keep it one line that starts with
# "RUN CGO_ENABLED=0 go build" and writes /out/appealbot. Time zones are inside the program (time/tzdata).
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X appealbot/cmd/appealbot/internal/app.version=$VERSION" -o /out/appealbot ./cmd/appealbot

# What the program needs around it, owned by the user it runs as: its data, and /tmp for large uploads.
RUN mkdir -p /rootfs/data /rootfs/tmp && chmod 0700 /rootfs/data && chown -R 65532:65532 /rootfs

# With ffmpeg: docker build --target video
FROM debian:bookworm-slim AS video
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates ffmpeg && rm -rf /var/lib/apt/lists/*
COPY --from=build --chown=65532:65532 /rootfs/data /data
COPY --from=build /out/appealbot /appealbot
USER 65532:65532
VOLUME /data
ENV APPEALBOT_DATA=/data
EXPOSE 8065 8066
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/appealbot", "health"]
ENTRYPOINT ["/appealbot"]
CMD ["practice", "--listen", "0.0.0.0:8065"]

# Without: the usual image.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=65532:65532 /rootfs/ /
COPY --from=build /out/appealbot /appealbot

# A number, not a name: there is no /etc/passwd, and an orchestrator can see that it is not root.
USER 65532:65532
VOLUME /data
# Where the program keeps its data when no --data says otherwise; the user has no home directory here.
ENV APPEALBOT_DATA=/data
EXPOSE 8065 8066

# The program asks itself; there is no curl in here.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/appealbot", "health"]
ENTRYPOINT ["/appealbot"]
CMD ["practice", "--listen", "0.0.0.0:8065"]
