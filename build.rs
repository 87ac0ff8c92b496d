//! Turns `proto/` into Rust without a protoc on the machine, and keeps the descriptors for reflection.

use std::path::{Path, PathBuf};

use prost::Message as _;

#[allow(clippy::disallowed_methods)] // Cargo speaks to build scripts through the environment.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=proto");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);

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
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "proto"));
    files.sort();
    Ok(files)
}
