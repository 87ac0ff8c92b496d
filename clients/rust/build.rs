//! Turns `proto/` into the stubs, without a protoc on the machine.

use std::path::Path;

use prost::Message as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=proto/pumpup");
    println!("cargo:rerun-if-changed=build.rs");
    let mut compiler = protox::Compiler::new(["proto"])?;
    compiler.include_source_info(true).include_imports(true);
    for entry in std::fs::read_dir("proto/pumpup/v1")? {
        let name = entry?.file_name();
        compiler.open_file(Path::new("pumpup/v1").join(name))?;
    }
    let contract = compiler.file_descriptor_set();
    // For the test that no call was forgotten.
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("contract.binpb"), contract.encode_to_vec())?;
    tonic_prost_build::configure().build_server(false).compile_fds(contract)?;
    Ok(())
}
