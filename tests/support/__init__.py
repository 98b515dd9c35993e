"""What tests share: projects to build, programs that judge files, small pages to set."""
