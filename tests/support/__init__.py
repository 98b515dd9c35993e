"""What tests share: projects to build, programs that examine files, small pages to set."""
