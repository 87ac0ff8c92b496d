//! Turns `proto/` into Rust without a protoc on the machine, keeps the descriptors for reflection, and packs the built page
//! of `web/dist` so that the binary holds it as it goes over the wire.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use prost::Message as _;
use sha2::{Digest as _, Sha256};

type Fault = Box<dyn std::error::Error>;

#[allow(clippy::disallowed_methods)] // Cargo speaks to build scripts through the environment.
fn main() -> Result<(), Fault> {
    println!("cargo:rerun-if-changed=proto");
    println!("cargo:rerun-if-changed=web/dist");
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    contract(&out)?;
    page(Path::new("web/dist"), &out)
}

fn contract(out: &Path) -> Result<(), Fault> {
    let mut compiler = protox::Compiler::new(["proto"])?;
    compiler.include_source_info(true).include_imports(true);
    for file in protos(Path::new("proto/pumpup/v1"))? {
        compiler.open_file(file.strip_prefix("proto")?)?;
    }
    compiler.open_file("grpc/health/v1/health.proto")?;

    let descriptors = compiler.file_descriptor_set();
    std::fs::write(out.join("descriptors.binpb"), descriptors.encode_to_vec())?;

    tonic_prost_build::configure()
        // Sorted maps, so that equal requests have equal fingerprints in every process.
        .btree_map(".")
        .bytes(".pumpup.v1.UploadsUploadRequest.chunk")
        .bytes(".pumpup.v1.UploadsDownloadResponse.chunk")
        .codec_path("crate::rpc::codec::SmallCodec")
        .compile_fds(descriptors)?;
    Ok(())
}

fn protos(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = files(folder)?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "proto"));
    Ok(files)
}

/// Every file below a folder, sorted.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

/// Writes the table of the page's files, which `src/web/assets.rs` includes, with their bytes beside it.
fn page(dist: &Path, out: &Path) -> Result<(), Fault> {
    if !dist.join("index.html").is_file() {
        return Err(
            "web/dist/index.html is missing: the built page is kept in the repository, and `npm run build` in \
                    web/ makes it anew"
                .into(),
        );
    }
    let mut table = String::from("&[\n");
    for (number, file) in files(dist)?.iter().enumerate() {
        let name = file.strip_prefix(dist)?.to_str().ok_or("a file of web/dist has a name that is no text")?;
        let (content_type, is_text) = content_type(name)
            .ok_or_else(|| format!("web/dist/{name} is of a kind that build.rs has no content type for: add it"))?;
        let plain = std::fs::read(file)?;
        let etag: String = Sha256::digest(&plain)[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        let packed = gzip(&plain)?;
        let packed = (is_text && packed.len() < plain.len()).then_some(packed);

        std::fs::write(out.join(format!("page.{number}")), &plain)?;
        let bytes = |what: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/page.{number}{what}\"))");
        let gzip = match packed {
            Some(packed) => {
                std::fs::write(out.join(format!("page.{number}.gz")), packed)?;
                format!("Some({})", bytes(".gz"))
            }
            None => "None".into(),
        };
        writeln!(
            table,
            "Asset {{ path: {:?}, content_type: {content_type:?}, etag: \"W/\\\"{etag}\\\"\", plain: {}, gzip: {gzip} }},",
            format!("/{name}"),
            bytes(""),
        )?;
    }
    table.push(']');
    std::fs::write(out.join("page.rs"), table)?;
    Ok(())
}

/// The content type of a file by its name, and whether it is text that packing makes smaller.
fn content_type(name: &str) -> Option<(&'static str, bool)> {
    Some(match name.rsplit('.').next()? {
        "html" => ("text/html; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "svg" => ("image/svg+xml", true),
        "json" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "png" => ("image/png", false),
        "ico" => ("image/x-icon", false),
        "woff2" => ("font/woff2", false),
        _ => return None,
    })
}

/// Packed without a time, so that the same page makes the same binary.
fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}
