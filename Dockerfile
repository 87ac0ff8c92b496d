# syntax=docker/dockerfile:1
#
# Pump Up in a container: one binary, no shell, not root, and nothing but /data is ever written.
#
#   docker build -t pumpup .
#   docker run --name pumpup --read-only -v pumpup-data:/data -p 127.0.0.1:50051:50051 -e PUMPUP_INSECURE=true pumpup
#   docker exec pumpup pumpup keys create --role agent --name bot      # a key for an agent
#   docker exec pumpup pumpup inbox                                    # works with the admin key in /data
#
# The container listens on all its addresses, so the server wants either TLS (mount the files, name them in PUMPUP_TLS_CERT
# and PUMPUP_TLS_KEY) or PUMPUP_INSECURE=true, which says that what is in front of it (a loopback port as above, a mesh, a
# proxy) keeps the traffic private. With neither it refuses to start.

FROM rust:1.95-bookworm AS build
WORKDIR /build
# The dependencies first, around an empty crate: this layer stays until Cargo.toml or Cargo.lock change. Benches and the
# like are declared with their files, which aren't here yet. Then the empty crate goes, so that none of it is taken for ours.
COPY Cargo.toml Cargo.lock ./
COPY clients/rust/Cargo.toml clients/rust/
RUN sed -i '/^\[\[/,/^$/d' Cargo.toml \
    && mkdir src clients/rust/src && touch src/lib.rs clients/rust/src/lib.rs \
    && echo 'fn main() {}' > src/main.rs && cp src/main.rs build.rs && cp src/main.rs clients/rust/build.rs \
    && cargo build --release --locked \
    && cargo clean --release --package pumpup
COPY . .
RUN cargo build --release --locked
# The whole of the last stage: the binary, the libraries that it names, certificates of public authorities, an empty data
# folder. The C library brings its own name look-up, so there is no more to it.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates \
    && mkdir -p /image/usr/local/bin /image/etc /image/lib64 /image/data \
    && cp target/release/pumpup /image/usr/local/bin/ \
    && ldd target/release/pumpup | grep -o '/[^ ]*' | xargs cp --parents --dereference --target-directory=/image \
    && cp --parents --dereference --target-directory=/image /etc/ssl/certs/ca-certificates.crt \
    && echo 'pumpup:x:65532:65532::/data:/nonexistent' > /image/etc/passwd

FROM scratch
COPY --from=build /image/usr /usr
COPY --from=build /image/etc /etc
COPY --from=build /image/lib /lib
COPY --from=build /image/lib64 /lib64
COPY --from=build --chown=65532:65532 /image/data /data
USER 65532:65532
ENV PATH=/usr/local/bin
ENV PUMPUP_DATA=/data PUMPUP_LISTEN=0.0.0.0:50051
VOLUME /data
EXPOSE 50051
# It asks at http://127.0.0.1:50051. With TLS set PUMPUP_URL to https:// and the name that the certificate is for, and
# PUMPUP_CA_CERT if it comes from a private authority.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["pumpup", "health"]
ENTRYPOINT ["pumpup"]
CMD ["serve"]
